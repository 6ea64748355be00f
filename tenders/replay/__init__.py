"""The tender of 19 July 2005 once more, on the running database: 165 NGOs, 234 applications, 50 winners.

What stood before it is written by the same actions that people's pages call, dated back, as in the demonstration: the
NGOs in the register, the procedure, the call with its lots, the commission by its order (`scene`). From the first
application on, whatever a person does goes through HTTP, with session and CSRF token, and by the one clock:

- `applicants`: an application begun, its five sections written, submitted in time or a second late;
- `panel`: a declaration about every bidder, admission, every score sheet saved and locked, session, votes, results.

Nobody types a password, so the sessions are opened without one. What time does is done by the tasks of the clock, which
may do it at the same moment as a clock that beats already; what is owed leaves by the worker that runs, or else from
here (`delivery`). `plan` says beforehand who wants how much and deserves which marks; who wins is not in it: that
follows from the marks, by the ranking of the commission.
"""
