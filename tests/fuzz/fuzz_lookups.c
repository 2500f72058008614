/* A session whose every DNS question is answered by whoever wrote the mail: each line of the input is an
 * answer. */
#include "session.h"

#define MOST_QUESTIONS (2 * (WH_MAX_QUESTIONS + WH_MAX_ENCLOSED_QUESTIONS))

static const char mail[] =
    "Return-Path: <bounce@mailer.example>\r\n"
    "Received: from gw.example.net (gw.example.net [198.51.100.7]) by mx.example.jp (Postfix) with ESMTPS id "
    "1;"
    " Tue, 3 Feb 2026 10:00:05 +0900\r\n"
    "Received: from mail.example.com (mail.example.com [192.0.2.25]) by gw.example.net with ESMTP id 2;"
    " Tue, 3 Feb 2026 10:00:04 +0900\r\n"
    "ARC-Seal: i=1; a=rsa-sha256; d=example.net; s=a; cv=none; b=AAAA\r\n"
    "ARC-Message-Signature: i=1; a=rsa-sha256; d=example.net; s=a; h=From; bh=AAAA; b=AAAA\r\n"
    "ARC-Authentication-Results: i=1; example.net; spf=pass smtp.mailfrom=mailer.example\r\n"
    "DKIM-Signature: v=1; a=rsa-sha256; d=example.com; s=a; h=From; bh=AAAA; b=AAAA\r\n"
    "DKIM-Signature: v=1; a=ed25519-sha256; d=mailer.example; s=b; h=From:Subject; bh=AAAA; b=AAAA\r\n"
    "From: PayPal <service@example.com>\r\nReply-To: <cash@example.net>\r\nTo: <hanako@example.jp>\r\n"
    "Subject: your account\r\nDate: Tue, 3 Feb 2026 10:00:02 +0900\r\nMessage-ID: <1@example.com>\r\n"
    "List-Id: <list.example.org>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
    "--b\r\nContent-Type: text/html\r\n\r\n<a "
    "href=\"https://paypa1-login.example/\">https://www.paypal.com/</a>\r\n"
    "--b\r\nContent-Type: message/rfc822\r\n\r\nReceived: from a.example ([203.0.113.9]) by mx.example.jp; "
    "Tue, 3 Feb"
    " 2026 09:00:00 +0900\r\nFrom: x@inner.example\r\n\r\nHello\r\n--b--\r\n";

static void fuzz(wh_env *env, wh_str input)
{
    static whence_profile *profile; /* its index of brands is made once: it takes longer than a mail */
    fuzz_lines lines;
    (void)env;
    if (!profile) profile = whence_profile_open("{\"linkLookups\":true}", 20);
    fuzz_split(input, &lines);
    whence_session *session =
        whence_open(WHENCE_MAIL, mail, sizeof mail - 1, profile, NULL, 1770084000000, 1);
    PROMISE(session != NULL);
    whence_status status;
    uint32_t questions = 0;
    unsigned steps = 0;
    while ((status = whence_step(session)) == WHENCE_ASKING) {
        PROMISE(++steps < 60);
        questions += answer_all(session, &lines);
        PROMISE(questions <= MOST_QUESTIONS);
    }
    PROMISE(status == WHENCE_DONE);
    has_verdict(session);
    whence_close(session);
}
