"""That somebody signed a frozen document: who, in what capacity, when, and how anybody finds out that it is true."""
