// An everyday mail with one file attached.

/** @param {Uint8Array | string} content of the file, a string octet by octet @returns {string} the mail */
export function withFile(name, content, type = "application/octet-stream") {
  const bytes = typeof content === "string" ? Buffer.from(content, "latin1") : Buffer.from(content);
  return `Received: from mail.example.net (mail.example.net [203.0.113.5]) by mx.example.jp
 with ESMTPS id A1; Tue, 3 Feb 2026 10:00:00 +0900
From: Taro <taro@example.net>
To: hanako@example.jp
Subject: Minutes
Date: Tue, 3 Feb 2026 10:00:00 +0900
Message-ID: <a1@example.net>
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary=b

--b

Here are the minutes of our meeting of last week, as we agreed on the telephone.
--b
Content-Type: ${type}; name="${name}"
Content-Disposition: attachment; filename="${name}"
Content-Transfer-Encoding: base64

${bytes.toString("base64").replace(/.{76}/g, "$&\n")}
--b--
`;
}
