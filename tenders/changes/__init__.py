"""What changes in a published call: amendments, a later deadline, outages of the portal, a second failure."""
