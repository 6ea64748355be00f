"""The commission of a call, and the conflicts its members declare before they read anything."""
