"""The process, from a problem that somebody names to the published result.

procedure     the legal numbers of each profile, working days
signing       who signed which frozen document, in what capacity, and whether it is true
protocols     what was decided, numbered, hashed, published
plans         problems of the public board → themes, discussed, answered, approved
calls         draft → approved → published → closed; lots, criteria, requirements
applications  draft → submitted, sealed, receipt; recall, withdraw
attachments   the files of an application: received → checked or refused
prompts       a colleague asks the head to submit; the clock reminds of deadlines
commission    who decides, and the conflicts they declare
messages      what an NGO and the customer write about an opened application
admission     opening, the public list, admitted or rejected with a coded reason
scoring       sheets of 0–5, locked for good; the ranking
decisions     session, quorum, votes, results with reasons, final after the appeal window
desk, portal  what awaits me; the public pages
"""
