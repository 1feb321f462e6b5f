"""Mails as mail systems write them about a letter that could not be delivered."""

NOTICE = """\
Return-Path: <>
From: MAILER-DAEMON@mx.example (Mail Delivery System)
To: {to}
Subject: Undelivered Mail Returned to Sender
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="=-limit"

--=-limit
Content-Type: text/plain; charset=us-ascii

I'm sorry to have to inform you that your message could not be delivered.

--=-limit
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example
Arrival-Date: Mon, 16 Nov 2026 09:00:00 +0700

Final-Recipient: rfc822; sri@example.com
Action: {action}
Status: {status}
Diagnostic-Code: {diagnostic}

--=-limit
Content-Type: text/rfc822-headers

From: kabar@pasar.example
Message-ID: {message_id}
Subject: Undangan

--=-limit--
"""


def a_notice(
    *,
    to: str = "bounces@pasar.example",
    message_id: str = "<another@mx.example>",
    action: str = "failed",
    status: str = "5.1.1",
    diagnostic: str = "smtp; 550 5.1.1 <sri@example.com>: Recipient address rejected",
) -> bytes:
    """Return a notification as RFC 3464 has it."""
    return NOTICE.format(
        to=to, message_id=message_id, action=action, status=status, diagnostic=diagnostic
    ).encode()


def a_mail(*, to: str, subject: str, sender: str = "sri@example.com", headers: str = "") -> bytes:
    """Return a mail that a person, or their mail program, wrote."""
    return f"From: {sender}\nTo: {to}\nSubject: {subject}\n{headers}\nTerima kasih.\n".encode()
