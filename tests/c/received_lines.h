/* Received fields of the programs that people run, and what must be read from each. */
#define DATE "; Tue, 18 Nov 2025 10:00:00 +0900"
#define QMAIL_DATE "; 18 Nov 2025 01:00:00 -0000"

/* clang-format off */
static const expected of_programs[] = {
    /* ---- sendmail, Postfix: from HELO (RDNS [IP]) ---- */
    {.line = "from client.example.com (host.example.net [192.0.2.1]) by mx.example.jp (8.16.1/8.16.1) with "
             "ESMTP id 5AIA00aB012345 for <user@example.jp>" DATE,
     .helo = "client.example.com", .rdns = "host.example.net", .ip = "192.0.2.1", .by = "mx.example.jp",
     .with = "ESMTP", .id = "5AIA00aB012345", .for_ = "user@example.jp", .family = "sendmail"},
    {.line = "from client.example.com (host.example.net [192.0.2.1] (may be forged)) (authenticated bits=0) "
             "by mx.example.jp (8.18.2/8.18.1) with ESMTPSA id 63F (version=TLSv1.3 "
             "cipher=TLS_AES_256_GCM_SHA384 bits=256 verify=NO)" DATE " (envelope-from bounce@example.com)",
     .helo = "client.example.com", .rdns = "host.example.net", .ip = "192.0.2.1", .by = "mx.example.jp",
     .with = "ESMTPSA", .version = "TLSv1.3", .cipher = "TLS_AES_256_GCM_SHA384", .id = "63F",
     .sender = "bounce@example.com", .family = "sendmail"},
    {.line = "from client (IDENT:bob@host.example.net [192.0.2.1]) by mx.example.jp (8.11.6/8.11.6) with "
             "SMTP id g7M" DATE,
     .helo = "client", .rdns = "host.example.net", .ip = "192.0.2.1", .ident = "bob", .by = "mx.example.jp",
     .with = "SMTP", .id = "g7M", .family = "sendmail"},
    {.line = "from client (bob@[192.0.2.1]) by mx.example.jp (8.11.6/8.11.6) with SMTP id g7M" DATE,
     .helo = "client", .ip = "192.0.2.1", .ident = "bob", .by = "mx.example.jp", .with = "SMTP", .id = "g7M",
     .family = "sendmail"},
    {.line = "(from bob@localhost) by mx.example.jp (8.18.1/8.18.1/Submit) id 644 for team@example.com" DATE,
     .ident = "bob", .by = "mx.example.jp", .id = "644", .for_ = "team@example.com", .family = "sendmail"},
    {.line = "from localhost (localhost [[UNIX: localhost]]) by mx.example.jp (8.12.8p1/8.12.3/Submit) id "
             "h9R" DATE,
     .helo = "localhost", .by = "mx.example.jp", .id = "h9R", .family = "sendmail"},
    {.line = "from client.example.com (host.example.net [192.0.2.1]) by mx.example.jp "
             "(8.12.2/8.12.2/BASENAME(a.mc, .mc):RCS(evision: 1.23 ) with ESMTP id g99" DATE,
     .helo = "client.example.com", .rdns = "host.example.net", .ip = "192.0.2.1", .by = "mx.example.jp",
     .with = "ESMTP", .id = "g99", .family = "sendmail"},
    {.line = "from client.example.com (unknown [192.0.2.1])\r\n\t(using TLSv1.2 with cipher "
             "ECDHE-RSA-AES256-GCM-SHA384 (256/256 bits))\r\n\t(Client CN \"x\", Issuer \"y\" (not "
             "verified))\r\n\t(Authenticated sender: bob@example.com)\r\n\tby mx.example.jp (Postfix) with "
             "ESMTPSA id 4g3sql49lhz4vyc\r\n\tfor <user@example.jp>" DATE,
     .helo = "client.example.com", .ip = "192.0.2.1", .auth = "bob@example.com", .by = "mx.example.jp",
     .with = "ESMTPSA", .version = "TLSv1.2", .cipher = "ECDHE-RSA-AES256-GCM-SHA384",
     .id = "4g3sql49lhz4vyc", .for_ = "user@example.jp", .family = "postfix"},
    {.line = "from [192.168.0.9] (host.example.net [IPv6:2001:db8::1]) (using TLSv1.3 with cipher "
             "TLS_AES_256_GCM_SHA384 (256/256 bits) key-exchange X25519 server-signature RSA-PSS (2048 "
             "bits) server-digest SHA256) by mx.example.jp (Postfix) with ESMTPS id 531603CCE5F" DATE
             " (envelope-from bounce@example.com)",
     .helo = "[192.168.0.9]", .rdns = "host.example.net", .ip = "2001:db8::1", .by = "mx.example.jp",
     .with = "ESMTPS", .version = "TLSv1.3", .cipher = "TLS_AES_256_GCM_SHA384", .id = "531603CCE5F",
     .sender = "bounce@example.com", .family = "postfix"},
    {.line = "by mx.example.jp (Postfix, from userid 33) id 7EDFD76276F" DATE,
     .ident = "33", .by = "mx.example.jp", .id = "7EDFD76276F", .family = "postfix"},
    {.line = "from client.example.com (host.example.net[192.0.2.1]) by mx.example.jp (Our own name) with "
             "ESMTP id 9029AFB732" DATE,
     .helo = "client.example.com", .rdns = "host.example.net", .ip = "192.0.2.1", .by = "mx.example.jp",
     .with = "ESMTP", .id = "9029AFB732", .family = "postfix"},
    {.line = "from client.example.com (localhost [127.0.0.1])by  mx.example.jp (Postfix) with ESMTP id "
             "846CF2117for  <user@example.jp>" DATE,
     .helo = "client.example.com", .rdns = "localhost", .ip = "127.0.0.1", .by = "mx.example.jp",
     .with = "ESMTP", .id = "846CF2117", .for_ = "user@example.jp", .family = "postfix"},
    {.line = "rom localhost.localdomain ([192.0.2.172]) by mx.example.jp (Postfix) with ESMTP id 1A2B" DATE,
     .helo = "localhost.localdomain", .ip = "192.0.2.172", .by = "mx.example.jp", .with = "ESMTP",
     .id = "1A2B", .family = "postfix"},
    {.line = "from by (unknown [192.0.2.1]) by mx.example.jp (Postfix) with ESMTP id 1A2B" DATE,
     .helo = "by", .ip = "192.0.2.1", .by = "mx.example.jp", .with = "ESMTP", .id = "1A2B",
     .family = "postfix"},
    {.line = "from client.example.com (host.example.net [192.0.2.1] by mx.example.jp (Postfix) with ESMTP "
             "id 1A2B" DATE,
     .helo = "client.example.com", .rdns = "host.example.net", .ip = "192.0.2.1", .by = "mx.example.jp",
     .with = "ESMTP", .id = "1A2B", .family = "postfix"},

    /* ---- Exim: from RDNS ([IP] helo=HELO), from [IP] (helo=HELO) ---- */
    {.line = "from host.example.net ([192.0.2.1]:23198 helo=client.example.com) by mx.example.org with "
             "esmtps (TLS1.2) tls TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384 (Exim 4.95) (envelope-from "
             "<bounce@example.com>) id 1ozc27-0003RT-By for user@example.org" DATE,
     .helo = "client.example.com", .rdns = "host.example.net", .ip = "192.0.2.1", .by = "mx.example.org",
     .with = "esmtps", .version = "TLSv1.2", .cipher = "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
     .id = "1ozc27-0003RT-By", .for_ = "user@example.org", .sender = "bounce@example.com", .family = "exim"},
    {.line = "from host.example.net ([192.0.2.1]) by mx.example.org with esmtp (Exim 4.71) id "
             "1Qofel-0006ud-52" DATE,
     .helo = "host.example.net", .rdns = "host.example.net", .ip = "192.0.2.1", .by = "mx.example.org",
     .with = "esmtp", .id = "1Qofel-0006ud-52", .family = "exim"},
    {.line = "from [192.0.2.1] (port=64906 helo=CLIENT ident=bob) by mx.example.org with esmtpsa "
             "(TLS-1.0:DHE_RSA_AES_256_CBC_SHA1:32) (Exim 4.63) id 1O0r3E-0000JC-2a" DATE,
     .helo = "CLIENT", .ip = "192.0.2.1", .ident = "bob", .by = "mx.example.org", .with = "esmtpsa",
     .version = "TLSv1", .cipher = "DHE_RSA_AES_256_CBC_SHA1", .id = "1O0r3E-0000JC-2a", .family = "exim"},
    {.line = "from [192.0.2.1] (helo=[198.51.100.7]) by mx.example.org with smtp id 1wS4ys-00000001quo-0A9A"
             DATE,
     .helo = "[198.51.100.7]", .ip = "192.0.2.1", .by = "mx.example.org", .with = "smtp",
     .id = "1wS4ys-00000001quo-0A9A", .family = "exim"},
    {.line = "from host.example.net (client.example.com) [192.0.2.1.13219] (mail) by mx.example.org with "
             "esmtp (Exim 3.35 #1 (Debian)) id 1CO5y7-0001vC-00" DATE,
     .helo = "client.example.com", .rdns = "host.example.net", .ip = "192.0.2.1", .by = "mx.example.org",
     .with = "esmtp", .id = "1CO5y7-0001vC-00", .family = "exim"},
    {.line = "from bob by mx.example.org with local (Exim 4.92) id 1jz0ch-000A6l-Af for user@example.org"
             DATE,
     .ident = "bob", .by = "mx.example.org", .with = "local", .id = "1jz0ch-000A6l-Af",
     .for_ = "user@example.org", .family = "exim"},

    /* ---- qmail and its kin: from RDNS (HELO HELO) (IDENT@IP) ---- */
    {.line = "from unknown (HELO client.example.com) (192.0.2.1) by mx.example.org with SMTP" QMAIL_DATE,
     .helo = "client.example.com", .ip = "192.0.2.1", .by = "mx.example.org", .with = "SMTP",
     .family = "qmail"},
    {.line = "from host.example.net (HELO ?192.168.0.1?) (bob@192.0.2.1) by mx.example.org with SMTP"
             QMAIL_DATE,
     .helo = "?192.168.0.1?", .rdns = "host.example.net", .ip = "192.0.2.1", .ident = "bob",
     .by = "mx.example.org", .with = "SMTP", .family = "qmail"},
    {.line = "from host.example.net (192.0.2.1) by mx.example.org with ESMTPS" QMAIL_DATE,
     .helo = "host.example.net", .rdns = "host.example.net", .ip = "192.0.2.1", .by = "mx.example.org",
     .with = "ESMTPS", .family = "qmail"},
    {.line = "from host.example.net (HELO ) (192.0.2.1) by mx.example.org with SMTP" QMAIL_DATE,
     .rdns = "host.example.net", .ip = "192.0.2.1", .by = "mx.example.org", .with = "SMTP",
     .family = "qmail"},
    {.line = "from unknown (HELO [198.51.100.7]) ([192.0.2.1]) (envelope-sender <bounce@example.com>) by "
             "203.0.113.5 (qmail-ldap-1.03) with (DHE-RSA-AES256-SHA encrypted) SMTP for <user@example.org>"
             QMAIL_DATE,
     .helo = "[198.51.100.7]", .ip = "192.0.2.1", .by = "203.0.113.5", .by_ip = "203.0.113.5", .with = "SMTP",
     .cipher = "DHE-RSA-AES256-SHA", .for_ = "user@example.org", .sender = "bounce@example.com",
     .family = "qmail"},
    {.line = "from unknown (HELO CLIENT) (bob@example.com@192.0.2.1) by mx.example.org with ESMTPA"
             QMAIL_DATE,
     .helo = "CLIENT", .ip = "192.0.2.1", .ident = "bob@example.com", .auth = "bob@example.com",
     .by = "mx.example.org", .with = "ESMTPA", .family = "qmail"},
    /* ident's word */
    {.line = "from unknown (HELO CLIENT) (boss@example.org@192.0.2.1) by mx.example.org with SMTP" QMAIL_DATE,
     .helo = "CLIENT", .ip = "192.0.2.1", .ident = "boss@example.org", .by = "mx.example.org",
     .with = "SMTP", .family = "qmail"},
    {.line = "from localhost (LHLO mx.example.org) (127.0.0.1) by store.example.org with LMTP" DATE,
     .helo = "mx.example.org", .rdns = "localhost", .ip = "127.0.0.1", .by = "store.example.org",
     .with = "LMTP", .family = "zimbra"},
    {.line = "(qmail 47739 invoked by uid 1001)" QMAIL_DATE,
     .ident = "1001", .family = "qmail"},
    {.line = "(qmail 10876 invoked from network)" QMAIL_DATE,
     .family = "qmail"},
    {.line = "(qmail 8720 messnum 1046742 invoked from network[192.0.2.67/host.example.net])" QMAIL_DATE,
     .rdns = "host.example.net", .ip = "192.0.2.67", .family = "qmail"},
    {.line = "from host.example.net (HELO client) (192.0.2.1) by mx.example.org (qpsmtpd/0.27) with SMTP"
             DATE,
     .helo = "client", .rdns = "host.example.net", .ip = "192.0.2.1", .by = "mx.example.org", .with = "SMTP",
     .family = "qpsmtpd"},

    /* ---- Exchange: from HELO (IP), build numbers are no addresses ---- */
    {.line = "from EX01.example.com (2001:db8::20) by EX02.example.net (2001:db8:2::17) with Microsoft SMTP "
             "Server (version=TLS1_2, cipher=TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384) id 15.20.3763.10" DATE,
     .helo = "EX01.example.com", .ip = "2001:db8::20", .by = "EX02.example.net", .by_ip = "2001:db8:2::17",
     .with = "Microsoft SMTP Server", .version = "TLSv1.2", .cipher = "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
     .id = "15.20.3763.10", .family = "exchange"},
    {.line = "from client (192.0.2.1) by EX02.example.net (192.0.2.2) with Microsoft SMTP\r\n Server id "
             "15.1.225.42 via Frontend Transport" DATE,
     .helo = "client", .ip = "192.0.2.1", .by = "EX02.example.net", .by_ip = "192.0.2.2",
     .with = "Microsoft SMTP Server", .via = "Frontend Transport", .id = "15.1.225.42", .family = "exchange"},
    {.line = "from EX01.example.com ([fe80::1c8e:a892:16c:fc07]) by EX01.example.com "
             "([fe80::1c8e:a892:16c:fc07%6]) with mapi id 15.20.2094.011" DATE,
     .helo = "EX01.example.com", .ip = "fe80::1c8e:a892:16c:fc07", .by = "EX01.example.com",
     .by_ip = "fe80::1c8e:a892:16c:fc07", .with = "mapi", .id = "15.20.2094.011", .family = "exchange"},
    {.line = "from A.prod.outlook.com (2001:db8::7) by B.prod.outlook.com with HTTPS via C.PROD.OUTLOOK.COM"
             DATE,
     .helo = "A.prod.outlook.com", .ip = "2001:db8::7", .by = "B.prod.outlook.com", .with = "HTTPS",
     .via = "C.PROD.OUTLOOK.COM", .family = "exchange"},
    {.line = "from (192.0.2.1) by ex.example.org (192.168.100.80) with Microsoft SMTP Server id 14.3.195.1"
             DATE,
     .ip = "192.0.2.1", .by = "ex.example.org", .by_ip = "192.168.100.80", .with = "Microsoft SMTP Server",
     .id = "14.3.195.1", .family = "exchange"},
    {.line = "from 0 ([192.0.2.1] RDNS failed) by mx.example.net with Microsoft SMTPSVC(6.0.3790.0)" DATE,
     .helo = "0", .ip = "192.0.2.1", .by = "mx.example.net", .with = "Microsoft SMTPSVC",
     .family = "smtpsvc"},
    {.line = "from mail pickup service by mx.example.net with Microsoft SMTPSVC" DATE,
     .by = "mx.example.net", .with = "Microsoft SMTPSVC", .family = "smtpsvc"},
    {.line = "by ex.example.net with Internet Mail Service (5.5.2653.19) id <PXX6AZHS>" DATE,
     .by = "ex.example.net", .with = "Internet Mail Service", .id = "PXX6AZHS", .family = "exchange"},

    /* ---- other servers ---- */
    {.line = "from client (192.0.2.15) by mx.example.com (Axigen) with ESMTPA id 0FB2FB" DATE,
     .helo = "client", .ip = "192.0.2.15", .by = "mx.example.com", .with = "ESMTPA", .id = "0FB2FB",
     .family = "axigen"},
    {.line = "from host.example.net ([192.0.2.4] verified) by mx.example.com (CommuniGate Pro SMTP 4.1.8) "
             "with ESMTP-TLS id 875522 for user@example.com" DATE,
     .helo = "host.example.net", .rdns = "host.example.net", .ip = "192.0.2.4", .by = "mx.example.com",
     .with = "ESMTP-TLS", .id = "875522", .for_ = "user@example.com", .family = "communigate"},
    {.line = "from [192.0.2.6] (account bob@example.com HELO client.example.com)   by  (CommuniGate Pro "
             "SMTP 5.2.3) with ESMTPA id 192459198" DATE,
     .helo = "client.example.com", .ip = "192.0.2.6", .auth = "bob@example.com", .with = "ESMTPA",
     .id = "192459198", .family = "communigate"},
    {.line = "from [192.0.2.6] (account bob [192.0.2.6] verified) by mx.example.com (CommuniGate Pro "
             "WebUser 4.3.7) with HTTP id 1" DATE,
     .ip = "192.0.2.6", .auth = "bob", .by = "mx.example.com", .with = "HTTP", .id = "1",
     .family = "communigate"},
    {.line = "from client [192.0.2.95] by mx.example.com [192.0.2.27] with SMTP (MDaemon.PRO.v5.0.6.R) for "
             "<user@example.com>" DATE,
     .helo = "client", .ip = "192.0.2.95", .by = "mx.example.com", .by_ip = "192.0.2.27", .with = "SMTP",
     .for_ = "user@example.com", .family = "mdaemon"},
    {.line = "from client.example.com ([192.0.2.86]:23198) by mx.example.net (192.0.2.34:25) with [XMail "
             "1.20 ESMTP Server] id <S72E> for <user@example.net> from <bounce@example.com>" DATE,
     .helo = "client.example.com", .ip = "192.0.2.86", .by = "mx.example.net", .by_ip = "192.0.2.34",
     .with = "XMail 1.20 ESMTP Server", .id = "S72E", .for_ = "user@example.net",
     .sender = "bounce@example.com", .family = "xmail"},
    {.line = "from localhost by mx.example.com with IBM ESMTP SMTP Gateway: Authorized Use Only! for "
             "<user@example.com> from <bounce@example.org>" DATE,
     .helo = "localhost", .by = "mx.example.com", .with = "IBM ESMTP SMTP Gateway: Authorized Use Only!",
     .for_ = "user@example.com", .sender = "bounce@example.org", .family = "domino"},
    {.line = "from client.home ([unknown] [192.0.2.4]) by mx.example.net (Sun Java(tm) System Messaging "
             "Server 7u2-7.02 32bit (built Apr 16 2009)) with ESMTPA id <0NAK0041N80S4K20@mx.example.net>"
             DATE,
     .helo = "client.home", .ip = "192.0.2.4", .by = "mx.example.net", .with = "ESMTPA",
     .id = "0NAK0041N80S4K20@mx.example.net", .family = "iplanet"},
    {.line = "from client ([192.0.2.250]) by mx.example.net (InterMail vM.5.01.05.12 "
             "201-253-122-126-112-20020820) with ESMTP id <2003.DZS1.mx.example.net@client>" DATE,
     .helo = "client", .ip = "192.0.2.250", .by = "mx.example.net", .with = "ESMTP",
     .id = "2003.DZS1.mx.example.net@client", .family = "intermail"},
    {.line = "from host.example.net (192.0.2.112) by mx.example.com (7.0.030.2) (authenticated as bob) id "
             "414B418B002D65F1 for user@example.com" DATE,
     .helo = "host.example.net", .rdns = "host.example.net", .ip = "192.0.2.112", .auth = "bob",
     .by = "mx.example.com", .id = "414B418B002D65F1", .for_ = "user@example.com", .family = "critical-path"},
    {.line = "from a1200 ([192.0.2.7]) (AUTH: LOGIN bob@example.com, SSL: TLSv1/SSLv3,128bits,RC4-MD5) by "
             "mx.example.com with esmtp" DATE,
     .helo = "a1200", .ip = "192.0.2.7", .auth = "bob@example.com", .by = "mx.example.com", .with = "esmtp",
     .version = "TLSv1/SSLv3", .cipher = "RC4-MD5", .family = "courier"},
    {.line = "from client (softdnserr [::ffff:192.0.2.67]) by mx.example.com with esmtp" DATE,
     .helo = "client", .ip = "192.0.2.67", .by = "mx.example.com", .with = "esmtp"},
    {.line = "from localhost (localhost [::1]) by mx.example.br (OpenSMTPD) with ESMTPSA id a087098a "
             "(TLSv1.3:TLS_AES_256_GCM_SHA384:256:NO) auth=yes user=bob for <user@example.com>" DATE,
     .helo = "localhost", .rdns = "localhost", .ip = "::1", .auth = "bob", .by = "mx.example.br",
     .with = "ESMTPSA", .version = "TLSv1.3", .cipher = "TLS_AES_256_GCM_SHA384", .id = "a087098a",
     .for_ = "user@example.com", .family = "opensmtpd"},
    {.line = "from [192.0.2.1] (client.example.com) by mx.example.net (chasquid) with ESMTPS tls "
             "TLS_AES_256_GCM_SHA384 (over SMTP, TLS-1.3, envelope from \"bounce@example.com\")" DATE,
     .helo = "client.example.com", .ip = "192.0.2.1", .by = "mx.example.net", .with = "ESMTPS",
     .cipher = "TLS_AES_256_GCM_SHA384", .sender = "bounce@example.com", .family = "chasquid"},
    {.line = "from client.example.com ([192.0.2.1]) by list.example.org with LSMTP for Windows NT v1.1b "
             "(LSMTP for Windows NT) with SMTP id 1" DATE,
     .helo = "client.example.com", .ip = "192.0.2.1", .by = "list.example.org", .with = "LSMTP", .id = "1"},
    {.line = "from client.example.com (Not Verified[192.0.2.1]) by mx.example.jp with MailMarshal "
             "(v7,2,1,1) (using TLS: SSLv23) id <B691bc0000001>" DATE,
     .helo = "client.example.com", .ip = "192.0.2.1", .by = "mx.example.jp", .with = "MailMarshal",
     .id = "B691bc0000001"},
    {.line = "from client.example.com (Unknown_Domain [192.0.2.1]) by mx.example.jp (Symantec Messaging "
             "Gateway) with SMTP id AB.CD.12345.EF01B196" DATE,
     .helo = "client.example.com", .ip = "192.0.2.1", .by = "mx.example.jp", .with = "SMTP",
     .id = "AB.CD.12345.EF01B196", .family = "symantec"},
    {.line = "from client (host.example.net [192.0.2.1]) (user=bob@example.com mech=PLAIN bits=0) by "
             "mx.example.jp with ESMTP id 5AI0abc-5AI0abd" DATE,
     .helo = "client", .rdns = "host.example.net", .ip = "192.0.2.1", .auth = "bob@example.com",
     .by = "mx.example.jp", .with = "ESMTP", .id = "5AI0abc-5AI0abd"},
    {.line = "from client (host.example.net [192.0.2.1]) by mx.example.net (Haraka/2.8.28) with ESMTPS id "
             "0C1B2D3E.1 envelope-from <bounce@example.com> tls TLS_AES_256_GCM_SHA384" DATE,
     .helo = "client", .rdns = "host.example.net", .ip = "192.0.2.1", .by = "mx.example.net",
     .with = "ESMTPS", .cipher = "TLS_AES_256_GCM_SHA384", .id = "0C1B2D3E.1", .sender = "bounce@example.com",
     .family = "haraka"},
    {.line = "from client ([192.0.2.31] host.example.net) (Authenticated sender: bob) by mx.example.eu "
             "(ZoneMTA Forwarder) with ESMTPSA id 185f.001 (version=TLSv1/SSLv3 "
             "cipher=ECDHE-RSA-AES128-GCM-SHA256)" DATE,
     .helo = "client", .rdns = "host.example.net", .ip = "192.0.2.31", .auth = "bob", .by = "mx.example.eu",
     .with = "ESMTPSA", .version = "TLSv1/SSLv3", .cipher = "ECDHE-RSA-AES128-GCM-SHA256", .id = "185f.001",
     .family = "zonemta"},
    {.line = "from relay.example.com ([192.0.2.4]) by localhost (mx.example.com [127.0.0.1]) (amavisd-new, "
             "port 10026) with ESMTP id Kb1heG0rn7fq" DATE,
     .helo = "relay.example.com", .ip = "192.0.2.4", .by = "localhost", .by_ip = "127.0.0.1", .with = "ESMTP",
     .id = "Kb1heG0rn7fq", .family = "amavis"},
    {.line = "from mail.example.com by store with LMTP id ALf8BcSEA2ot6wEAu9opvQ (envelope-from "
             "<b@example.com>) for <user@example.com>" DATE,
     .helo = "mail.example.com", .by = "store", .with = "LMTP", .id = "ALf8BcSEA2ot6wEAu9opvQ",
     .for_ = "user@example.com", .sender = "b@example.com", .family = "dovecot"},
    {.line = "from murder ([unix socket]) by mx.example.net (Cyrus v2.2.12) with LMTPA" DATE,
     .helo = "murder", .by = "mx.example.net", .with = "LMTPA", .family = "cyrus"},
    {.line = "from mail.example.com [192.0.2.25] by localhost with IMAP (fetchmail-6.3.9) for "
             "<bob@localhost> (single-drop)" DATE,
     .rdns = "mail.example.com", .ip = "192.0.2.25", .by = "localhost", .with = "IMAP",
     .for_ = "bob@localhost", .family = "fetchmail"},
    {.line = "from 192.0.2.199 (SquirrelMail authenticated user bob); by web.example.com with HTTP" DATE,
     .ip = "192.0.2.199", .auth = "bob", .by = "web.example.com", .with = "HTTP", .family = "webmail"},
    {.line = "from 192.0.2.58 ([192.0.2.58]) by web.example.com (IMP) with HTTP for <bob@localhost>" DATE,
     .ip = "192.0.2.58", .by = "web.example.com", .with = "HTTP", .for_ = "bob@localhost",
     .family = "webmail"},
    {.line = "from host.example.net(192.0.2.27), claiming to be \"client.example.com\" via SMTP by "
             "mx.example.at, id smtpd1PBsZT; Sun Nov 13 15:38:52 2005",
     .helo = "client.example.com", .rdns = "host.example.net", .ip = "192.0.2.27", .by = "mx.example.at",
     .via = "SMTP", .id = "smtpd1PBsZT", .family = "obtuse-smtpd"},
    {.line = "from host.example.net(192.0.2.51, HELO client.example.com) by mx.example.org via smap (V1.3) "
             "id xma002908" DATE,
     .helo = "client.example.com", .rdns = "host.example.net", .ip = "192.0.2.51", .by = "mx.example.org",
     .via = "smap", .id = "xma002908", .family = "smap"},
    {.line = "from [10.0.0.1] (really [192.0.2.10]) by mx.example.com with ESMTP id "
             "<1.mx.example.com@[10.0.0.1]>" DATE,
     .helo = "[10.0.0.1]", .ip = "192.0.2.10", .by = "mx.example.com", .with = "ESMTP",
     .id = "1.mx.example.com@[10.0.0.1]"},
    {.line = "from host.example.org ([2001:db8::21:23]) from C=NA,L=Ankh "
             "Morpork,CN=host.example.org,EMAIL=a@example.org (verified) by mx.example.org with esmtps "
             "(TLS1.2:ECDHE_RSA_AES_256_GCM_SHA384:256) (Exim 4.89) (envelope-from <b@example.org>) id "
             "1gFfwi-0004A1-J6" DATE,
     .helo = "host.example.org", .rdns = "host.example.org", .ip = "2001:db8::21:23", .by = "mx.example.org",
     .with = "esmtps", .version = "TLSv1.2", .cipher = "ECDHE_RSA_AES_256_GCM_SHA384",
     .id = "1gFfwi-0004A1-J6", .sender = "b@example.org", .family = "exim"},
    {.line = "from unknown (HELO client.example.com) (Fri, 06 Oct 2023 10:25:28 +0100) by relay.example.com "
             "with SMTP; Fri, 06 Oct 2023 10:25:28 +0100",
     .helo = "client.example.com", .by = "relay.example.com", .with = "SMTP"},
    {.line = "from bob@example.com by mx.example.com (mail_out_v34.13.) id 7.53.208064a0 (4394)" DATE,
     .by = "mx.example.com", .id = "7.53.208064a0", .sender = "bob@example.com", .family = "aol"},
    {.line = "from  (192.0.2.1 [192.0.2.1]) by MailEnable Inbound Mail Agent with ESMTP" DATE,
     .ip = "192.0.2.1", .with = "ESMTP", .family = "mailenable"},
    {.line = "via spool by submit@bugs.example.org id=B691896.1354 (code B ref 691896)" DATE,
     .by = "submit@bugs.example.org", .via = "spool", .id = "B691896.1354"},
    {.line = "from SpoolDir by EXAMPLE (Mercury 1.44); 22 Aug 02 14:50:31 +0000",
     .by = "EXAMPLE", .family = "mercury"},
    {.line = "from client (mailfrom:bob@example.com fp:SMTPD_-x) by mx.example.com(127.0.0.1)" DATE,
     .helo = "client", .by = "mx.example.com", .by_ip = "127.0.0.1", .sender = "bob@example.com"},
    {.line = "FROM LeComputer (host.example) by MyComputer ([192.0.2.2]) WITH\r\nESMTP (TLS BLAH) ID 123"
             DATE,
     .helo = "LeComputer", .rdns = "host.example", .by = "MyComputer", .by_ip = "192.0.2.2", .with = "ESMTP",
     .id = "123"},
};
/* clang-format on */
