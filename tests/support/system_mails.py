#!/usr/bin/python3
"""system_mails.py MAILDIR — prints the messages of a Maildir as JSON, decoded as by a
recipient's program, with a decoder that is not ours."""
import email
import email.policy
import json
import pathlib
import sys

found = []
for path in sorted(pathlib.Path(sys.argv[1]).glob("new/*")):
    mail = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
    found.append({"to": mail["To"], "subject": str(mail["Subject"]), "id": mail["Message-ID"],
                  "body": mail.get_content(), "defects": len(mail.defects)})
json.dump(found, sys.stdout, ensure_ascii=False)
