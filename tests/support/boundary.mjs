// The mail that the tests of the trust boundary work on: a stranger's, in a bank's name, taken over by
// servers of many makes.
import { bank } from "./author.mjs";

export const now = new Date("2026-02-10T00:00:00Z");
export const stranger = "203.0.113.66";
export const rank = { authentic: 0, consistent: 1, unclear: 2, suspicious: 3, forged: 4 };

export const zone = {
  "example.org": {
    TXT: [["v=spf1 ip4:198.51.100.0/24 -all"]],
    MX: [{ preference: 10, exchange: "mx.example.org" }],
    A: ["198.51.100.80"],
  },
  "_dmarc.example.org": { TXT: [["v=DMARC1; p=reject"]] },
  "out1.example.org": { A: [bank] },
  "example.jp": { MX: [{ preference: 10, exchange: "mx.example.jp" }], A: ["192.0.2.80"] },
  "host66.example.net": { A: [stranger] },
  "66.113.0.203.in-addr.arpa": { PTR: ["host66.example.net"] },
};
export const resolver = {
  async query(name, type) {
    const entry = zone[name.toLowerCase().replace(/\.$/, "")];
    return entry
      ? { rcode: "NOERROR", answers: (entry[type] ?? []).map((data) => ({ name, type, ttl: 60, data })) }
      : { rcode: "NXDOMAIN", answers: [] };
  },
};

export const date = "; Tue, 3 Feb 2026 10:00:05 +0900";
export const forms = {
  Postfix: (helo) =>
    `from ${helo} (unknown [${stranger}]) by mx.example.jp (Postfix) ` +
    `with ESMTPS id 4XyZ1a2b3cz1L7 for <hanako@example.jp>${date}`,
  sendmail: (helo) =>
    `from ${helo} (host66.example.net [${stranger}] (may be forged)) ` +
    `by mx.example.jp (8.18.1/8.18.1) with ESMTPS id 613105aB012345 for <hanako@example.jp>${date}`,
  Exim: (helo) =>
    `from [${stranger}] (helo=${helo}) by mx.example.jp ` +
    `with esmtps (Exim 4.98) id 1nBmHM-0005cN-Ad for hanako@example.jp${date}`,
  qmail: (helo) =>
    `from unknown (HELO ${helo}) (${stranger}) by mx.example.jp with SMTP; 3 Feb 2026 01:00:05 -0000`,
  Exchange: (helo) =>
    `from ${helo} (${stranger}) by ex01.example.jp (10.0.0.3) ` +
    `with Microsoft SMTP Server id 15.1.2507.39${date}`,
  Microsoft: (helo) =>
    `from ${helo} (${stranger}) by AM7EUR06FT021.mail.protection.outlook.com (10.233.255.227) ` +
    `with Microsoft SMTP Server id 15.20.9587.10 via Frontend Transport${date}`,
  Gmail: (helo) =>
    `from ${helo} ([${stranger}]) by mx.google.com ` +
    `with ESMTPS id a1-20020a05si123456edb.1.2026.02.02 for <hanako@example.jp>${date}`,
  CommuniGate: (helo) =>
    `from [${stranger}] (HELO ${helo}) by mx.example.jp (CommuniGate Pro SMTP 6.3.20) ` +
    `with ESMTPS id 51234567 for hanako@example.jp${date}`,
  MDaemon: (helo) =>
    `from ${helo} (host66.example.net [${stranger}]) by mx.example.jp (MDaemon PRO v24.0.1) ` +
    `with ESMTP id md5001.msg${date}`,
  OpenSMTPD: (helo) =>
    `from ${helo} (host66.example.net [${stranger}]) by mx.example.jp (OpenSMTPD) ` +
    `with ESMTPS id 3f0a1b2c (TLSv1.3:TLS_AES_256_GCM_SHA384:256:NO)${date}`,
  Haraka: (helo) =>
    `from ${helo} ([${stranger}]) by mx.example.jp (Haraka/3.0.5) ` +
    `with ESMTPS id 2574DCE9-AA6B-494F-A2DB-9403F22A7B4A.1 envelope-from <notice@example.org>${date}`,
  James: (helo) =>
    `from ${stranger} (EHLO ${helo}) ([${stranger}]) by mx.example.jp (JAMES SMTP Server ) ` +
    `with ESMTP ID e2de7b7e${date}`,
  Halon: (helo) =>
    `from ${helo} (host66.example.net [${stranger}]) by mx.example.jp (Halon) ` +
    `with ESMTPS id 70632971-1d6b-11f0-9eb0-5ba50f476ded${date}`,
  Oracle: (helo) =>
    `from ${helo} (host66.example.net [${stranger}]) by mx.example.jp ` +
    `(Oracle Communications Messaging Server 8.1.0.1) with ESMTPS id <0S6B01BTDN1KST90@mx.example.jp>${date}`,
  Domino: (helo) =>
    `from ${helo} ([${stranger}]) by mx.example.jp (HCL Domino Release 12.0.2FP3) ` +
    `with ESMTP id 2026020310000512-1234 ${date}`,
};
export const mail = (first, below) =>
  `Return-Path: <notice@example.org>\nDelivered-To: hanako@example.jp\nReceived: ${first}\n${below}` +
  "From: Example Bank <notice@example.org>\nTo: hanako@example.jp\n" +
  "Subject: Please confirm\nDate: Tue, 3 Feb 2026 10:00:00 +0900\n" +
  "Message-ID: <20260203010000.ABC123@out1.example.org>\n\nPlease look.\n";
