/* Received fields of the large providers' own servers, and what must be read from each. */
/* clang-format off */
static const expected of_providers[] = {
    /* ---- Gmail ---- */
    {.line = "from client.example.com (host.example.net. [192.0.2.1]) by mx.google.com with ESMTPS id "
             "6a1803df08f44-899ee86a8bfsi4012466d6.384.2026.02.28.07.53.46 for <user@example.com> "
             "(version=TLS1_3 cipher=TLS_AES_256_GCM_SHA384 bits=256/256)" DATE,
     .helo = "client.example.com", .rdns = "host.example.net", .ip = "192.0.2.1", .by = "mx.google.com",
     .with = "ESMTPS", .version = "TLSv1.3", .cipher = "TLS_AES_256_GCM_SHA384",
     .id = "6a1803df08f44-899ee86a8bfsi4012466d6.384.2026.02.28.07.53.46", .for_ = "user@example.com",
     .family = "gmail"},
    {.line = "from ?IPv6:2001:db8::5? ([2001:db8::5]) by smtp.gmail.com with ESMTPSA id "
             "d9sm1839906edt.20.2020.08.21.15.57.54" DATE,
     .helo = "?IPv6:2001:db8::5?", .ip = "2001:db8::5", .by = "smtp.gmail.com", .with = "ESMTPSA",
     .id = "d9sm1839906edt.20.2020.08.21.15.57.54", .family = "gmail"},
    {.line = "by 2002:ab4:a849:0:b0:2c4:e30e:d634 with SMTP id fm9csp742062ecb" DATE,
     .by = "2002:ab4:a849:0:b0:2c4:e30e:d634", .by_ip = "2002:ab4:a849:0:b0:2c4:e30e:d634", .with = "SMTP",
     .id = "fm9csp742062ecb", .family = "gmail"},
    {.line = "by lams18 with SMTP id s18so7168202lam.3 for <multiple recipients>" DATE,
     .by = "lams18", .with = "SMTP", .id = "s18so7168202lam.3", .family = "gmail"},
    {.line = "from 123456789012 named unknown by gmailapi.google.com with HTTPREST" DATE,
     .ident = "123456789012", .by = "gmailapi.google.com", .with = "HTTPREST", .family = "gmail"},

    /* ---- the large providers and sending services ---- */
    {.line = "from 192.0.2.1  (EHLO client.example.com) (192.0.2.1) by mta1.mail.example.yahoo.co.jp with "
             "SMTPS" DATE,
     .helo = "client.example.com", .ip = "192.0.2.1", .by = "mta1.mail.example.yahoo.co.jp", .with = "SMTPS",
     .family = "yahoo"},
    {.line = "from 10.222.142.150 by atlas1.free.mail.example.yahoo.com pod-id NONE with HTTPS" DATE,
     .ip = "10.222.142.150", .by = "atlas1.free.mail.example.yahoo.com", .with = "HTTPS", .family = "yahoo"},
    {.line = "from [192.0.2.1] by web1.mail.yahoo.com via HTTP" DATE,
     .ip = "192.0.2.1", .by = "web1.mail.yahoo.com", .via = "HTTP", .family = "yahoo"},
    {.line = "from host.example.net (EHLO client) [192.0.2.1] by mail.gmx.net (mp033) with SMTP; 23 Nov "
             "2012 19:06:20 +0100",
     .helo = "client", .rdns = "host.example.net", .ip = "192.0.2.1", .by = "mail.gmx.net", .with = "SMTP",
     .family = "gmx"},
    {.line = "from [192.168.101.10] ([192.0.2.236]) by mrelay.example.de (mreue010 [203.0.113.167]) with "
             "ESMTPSA (Nemesis) id 1MMXDj-1oS8jU48wx-00JaTw" DATE,
     .helo = "[192.168.101.10]", .ip = "192.0.2.236", .by = "mrelay.example.de", .by_ip = "203.0.113.167",
     .with = "ESMTPSA", .id = "1MMXDj-1oS8jU48wx-00JaTw", .family = "nemesis"},
    {.line = "from Mzg0NjQwNw (unknown) by geopod-ismtpd-10 (SG) with HTTP id osOqwpQhRwOggI768pMFQg Tue, "
             "18 Nov 2025 10:00:00.290 +0000 (UTC)",
     .auth = "Mzg0NjQwNw", .by = "geopod-ismtpd-10", .with = "HTTP", .id = "osOqwpQhRwOggI768pMFQg",
     .family = "sendgrid"},
    {.line = "by recvd-d7dd76446-m2z5j with SMTP id recvd-d7dd76446-m2z5j-1-69E020D4-11 2026-04-15 "
             "23:35:48.328859796 +0000 UTC m=+455548.718848631",
     .by = "recvd-d7dd76446-m2z5j", .with = "SMTP", .id = "recvd-d7dd76446-m2z5j-1-69E020D4-11",
     .family = "sendgrid"},
    {.line = "from <unknown> (<unknown> []) by 47a34c698db9 with HTTP id 64c287db8eae254b7ee92baf; Thu, 27 "
             "Jul 2023 15:06:03 GMT",
     .by = "47a34c698db9", .with = "HTTP", .id = "64c287db8eae254b7ee92baf", .family = "mailgun"},
    {.line = "from client.example.com (host.example.net [192.0.2.63]) by relay.mimecast.com with ESMTP with "
             "STARTTLS (version=TLSv1.3, cipher=TLS_AES_256_GCM_SHA384) id "
             "us-mta-536-uxurKbNRNzexCwgC_jtTRQ-1" DATE,
     .helo = "client.example.com", .rdns = "host.example.net", .ip = "192.0.2.63", .by = "relay.mimecast.com",
     .with = "ESMTP", .version = "TLSv1.3", .cipher = "TLS_AES_256_GCM_SHA384",
     .id = "us-mta-536-uxurKbNRNzexCwgC_jtTRQ-1", .family = "mimecast"},
    {.line = "from mta1.example.com (192.0.2.13) by mail1.example.com id hdjpv42n8lgl for <user@example.org>"
             DATE " (envelope-from <bounce@example.com>)",
     .helo = "mta1.example.com", .ip = "192.0.2.13", .by = "mail1.example.com", .id = "hdjpv42n8lgl",
     .for_ = "user@example.org", .sender = "bounce@example.com", .family = "powermta"},
    {.line = "from client (192.0.2.224) by mta.example.com (PowerMTA(TM) v1.5)" DATE
             " (envelope-from <a#1@example.com>)",
     .helo = "client", .ip = "192.0.2.224", .by = "mta.example.com", .sender = "a#1@example.com",
     .family = "powermta"},
    {.line = "from [192.0.2.119] ([192.0.2.119:7115] helo=[10.88.44.192]) by ge.mta.example (envelope-from "
             "<b@example.com>) (ecelerity 4.8.0.74147 r(msys:tags/4.8.0.4)) with ESMTPSA "
             "(cipher=AES-256-GCM) id E8/14-02628-CFD48076" DATE,
     .helo = "[10.88.44.192]", .ip = "192.0.2.119", .by = "ge.mta.example", .with = "ESMTPSA",
     .cipher = "AES-256-GCM", .id = "E8/14-02628-CFD48076", .sender = "b@example.com", .family = "momentum"},
    {.line = "from [192.0.2.1] ([[192.0.2.1:12140]) by mx.example.org (Momentum 4.2.38.62370) with ECSTREAM "
             "id 1" DATE,
     .ip = "192.0.2.1", .by = "mx.example.org", .with = "ECSTREAM", .id = "1", .family = "momentum"},
    {.line = "from localhost.localdomain (10.15.85.95) by mx.example.com (KumoMTA 192.0.2.146) with ESMTP "
             "id 52e921fe" DATE,
     .helo = "localhost.localdomain", .ip = "10.15.85.95", .by = "mx.example.com", .by_ip = "192.0.2.146",
     .with = "ESMTP", .id = "52e921fe", .family = "kumomta"},
    {.line = "from host.example.net (HELO client.example.com) ([192.0.2.12]) by mx.example.org with "
             "ESMTP/TLS/ECDHE-RSA-AES256-GCM-SHA384; 05 May 2026 14:42:23 -0700",
     .helo = "client.example.com", .rdns = "host.example.net", .ip = "192.0.2.12", .by = "mx.example.org",
     .with = "ESMTP", .cipher = "ECDHE-RSA-AES256-GCM-SHA384", .family = "ironport"},
    {.line = "from host.example.net ([192.0.2.12]) by mx.example.org with ESMTP; 05 May 2026 14:42:23 -0700",
     .helo = "host.example.net", .rdns = "host.example.net", .ip = "192.0.2.12", .by = "mx.example.org",
     .with = "ESMTP", .family = "ironport"},
    {.line = "from unknown (HELO client) (192.0.2.98) by server-5.tower-1.messagelabs.com with "
             "ECDHE-RSA-AES256-GCM-SHA384 encrypted SMTP" QMAIL_DATE,
     .helo = "client", .ip = "192.0.2.98", .by = "server-5.tower-1.messagelabs.com", .with = "SMTP",
     .cipher = "ECDHE-RSA-AES256-GCM-SHA384", .family = "messagelabs"},
    {.line = "from host.example.net ([192.0.2.19]:56564 \"EHLO client.example.com\" "
             "rhost-flags-OK-OK-OK-OK) by lists.example.org with ESMTP id S232054AbjBCRKW (ORCPT "
             "<rfc822;user@example.org>)" DATE,
     .helo = "client.example.com", .rdns = "host.example.net", .ip = "192.0.2.19", .by = "lists.example.org",
     .with = "ESMTP", .id = "S232054AbjBCRKW", .for_ = "user@example.org", .family = "zmailer"},
    {.line = "(majordomo@lists.example.org) by lists.example.org via listexpand id S1 (ORCPT "
             "<rfc822;user@example.org>)" DATE,
     .ident = "majordomo", .by = "lists.example.org", .via = "listexpand", .id = "S1",
     .for_ = "user@example.org", .family = "zmailer"},

    {.line = "by 2002:a25:2f84:: with SMTP id v126ls1524870ybv.11.gmail" DATE,
     .by = "2002:a25:2f84::", .by_ip = "2002:a25:2f84::", .with = "SMTP", .id = "v126ls1524870ybv.11.gmail",
     .family = "gmail"},
    {.line = "from client.example.com (host.example.net [192.0.2.1]) by mx.example.org with ESMTP id "
             "38ef37gby1-1 (version=TLSv1.2 cipher=ECDHE-RSA-AES256-GCM-SHA384 bits=256 verify=NOT)" DATE,
     .helo = "client.example.com", .rdns = "host.example.net", .ip = "192.0.2.1", .by = "mx.example.org",
     .with = "ESMTP", .version = "TLSv1.2", .cipher = "ECDHE-RSA-AES256-GCM-SHA384", .id = "38ef37gby1-1",
     .family = "proofpoint"},
    {.line = "from client.example.com (host.example.net [192.0.2.1]) by mx.example.org with ESMTP id "
             "smtpd.web10.59.158802" DATE,
     .helo = "client.example.com", .rdns = "host.example.net", .ip = "192.0.2.1", .by = "mx.example.org",
     .with = "ESMTP", .id = "smtpd.web10.59.158802"},
    {.line = "by mx.example.org (A Mail Server) with ESMTPSA id 4355c8cb "
             "(TLSv1.3:TLS_AES_256_GCM_SHA384:256:NO)" DATE,
     .by = "mx.example.org", .with = "ESMTPSA", .version = "TLSv1.3", .cipher = "TLS_AES_256_GCM_SHA384",
     .id = "4355c8cb", .family = "opensmtpd"},
    {.line = "from localhost (/192.0.2.210) by default (Oracle Beehive Gateway v4.0) with ESMTP" DATE,
     .helo = "localhost", .ip = "192.0.2.210", .by = "default", .with = "ESMTP", .family = "beehive"},

    /* ---- Japanese providers ---- */
    {.line = "from localhost.localdomain (host.example.ne.jp [192.0.2.92]) (authenticated) by mx.example.jp "
             "with ESMTP id x7S5sQl2027215" DATE,
     .helo = "localhost.localdomain", .rdns = "host.example.ne.jp", .ip = "192.0.2.92", .by = "mx.example.jp",
     .with = "ESMTP", .id = "x7S5sQl2027215", .family = "sendmail"},
    {.line = "from client.example.com (unknown [192.0.2.9]) by mfs.example.docomo.ne.jp(DOCOMO Mail Server "
             "Ver2.0) with SMTP id ab12" DATE,
     .helo = "client.example.com", .ip = "192.0.2.9", .by = "mfs.example.docomo.ne.jp", .with = "SMTP",
     .id = "ab12", .family = "docomo"},
    {.line = "from wfilter0 (wfilter0-a2 [192.0.2.169]) by mta.example.ne.jp (EZweb Mail) with ESMTP id "
             "FF0000002" DATE " (JST)",
     .helo = "wfilter0", .rdns = "wfilter0-a2", .ip = "192.0.2.169", .by = "mta.example.ne.jp",
     .with = "ESMTP", .id = "FF0000002", .family = "au"},
    {.line = "from www.example.jp (192.0.2.72) by fsav.example.jp (F-Secure/fsigk_smtp/530/fsav.example.jp)"
             DATE " (JST)",
     .helo = "www.example.jp", .ip = "192.0.2.72", .by = "fsav.example.jp", .family = "f-secure"},
    {.line = "from unknown [192.0.2.41] by mx.example.jp with ESMTP id 00000000" DATE,
     .ip = "192.0.2.41", .by = "mx.example.jp", .with = "ESMTP", .id = "00000000"},

};
/* clang-format on */
