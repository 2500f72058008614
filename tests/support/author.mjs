// The author who knows how trust is decided: what he may call himself, and the fields that he may invent
// below the one in which his computer handed the mail over.
export const bank = "198.51.100.10";
const date = "; Tue, 3 Feb 2026 10:00:05 +0900";

/** Numbers that are the same at each run with the same seed: random(n) is from 0 up to n, n left out. */
export function dice(seed) {
  const random = (n) => (seed = (seed * 1103515245 + 12345) % 2147483648) % n;
  return { random, pick: (list) => list[random(list.length)] };
}

export const helos = [
  "relay.example.jp",
  "mx.example.jp",
  "out1.example.org",
  "mx0a-00000001.pphosted.com",
  "localhost",
  "mail.google.com",
  `[${bank}]`,
  "AM6P190CA0001.EURP190.PROD.OUTLOOK.COM",
  `x ([${bank}])`,
  "x) (Authenticated sender: notice",
  `[${bank}] (HELO x`,
  `y ([${bank}] helo=x`,
  "x with ESMTPSA id 5",
  `x by mx.example.jp (Postfix) with ESMTPA id A1${date}`,
  "x;y",
  "x (",
  "_gateway",
  "mx",
  "xn--eckwd4c7c.example.jp",
  "例え.example.jp",
  `[IPv6:::ffff:${bank}]`,
  "host.docker.internal",
];

const received = (client, by) => `Received: from ${client}\n by ${by}${date}\n`;
const postfix = (client, by) => received(client, `${by} (Postfix) with ESMTPS id 4XyZ1a2b3cz1M7`);
const out1 = `out1.example.org (out1.example.org [${bank}])`;
const pass = "spf=pass smtp.mailfrom=example.org;\n dmarc=pass header.from=example.org\n";

// Fields that servers write, of which none is a fact where the author writes it.
const user = "[192.0.2.9] (unknown [192.0.2.9]) (Authenticated sender: notice)";
const lines = (helo) => [
  postfix(out1, helo).replace(date, ` for <hanako@example.jp>${date}`),
  received("gw (gw [10.0.0.3])", `${helo} with LMTPA id 1`),
  received(`${helo} (localhost [127.0.0.1])`, "mx.example.jp with POP3 (fetchmail-6.4)"),
  received(`a${"a".repeat(300)} ([${bank}])`, helo),
  `Received: (qmail 4711 invoked from network)${date}\n`,
  postfix("localhost (localhost [127.0.0.1])", "mx.example.jp"),
  received(user, `${helo} (Postfix) with ESMTPSA id A1`),
  postfix("localhost (localhost [127.0.0.1])", "lists.gnu.org"),
  `Received: by 10.208.8.6 with POP3 id 6mf900350eyh.22${date}\n`,
  received(`unknown (HELO ${helo}) (100.64.3.25)`, "mx.example.jp with SMTP"),
  postfix(`${helo} (${helo} [IPv6:fd12::25])`, "mx.example.jp"),
  received(`${helo} ([::ffff:${bank}])`, "mx.example.jp (Haraka/3.0.5) with ESMTPS id 1.1"),
  `${postfix(out1, helo).trimEnd()} ${postfix(out1, "mx.example.jp").slice(10)}`, // two in one
];
const results = (helo, pick) => [
  `Authentication-Results: ${pick(["mx.example.jp", helo, "mx.google.com"])}; ${pass}`,
  `Authentication-Results: ${pass.replace("pass", `pass (sender IP is ${bank})`)}`,
  `ARC-Authentication-Results: i=1; mx.google.com; spf=pass (google.com: domain of notice@example.org\n` +
    ` designates ${bank} as permitted sender) smtp.mailfrom=notice@example.org; dmarc=pass\n`,
  `Authentication-Results: ${helo}; iprev=pass policy.iprev=${bank}; spf=pass smtp.remote-ip=${bank}\n`,
];
const records = (stranger) => [
  "X-Spam-Status: No, score=-99\nX-Originating-IP: [198.51.100.10]\n",
  `Received-SPF: pass (mx.example.jp: domain of example.org) client-ip=${bank}\n`,
  `Received-SPF: Pass (mailfrom) identity=mailfrom; client-ip=${bank}; helo=x; receiver=example.jp\n`,
  `X-Comment: SPF skipped for whitelisted relay - client-ip=${stranger}; helo=x; receiver=example.jp\n`,
  `X-Spam-source: IP='${bank}', Host='out1.example.org', Country='US'\n`,
  `X-Barracuda-Effective-Source-IP: x[${bank}]\nX-Barracuda-Apparent-Source-IP: ${bank}\n`,
  `X-IronPort-RemoteIP: ${bank}\n`,
  `X-Spam-Relays-Trusted: [ ip=${stranger} ]\nX-Spam-Relays-Untrusted: [ ip=${bank} rdns=x ]\n`,
];
const others = [
  "List-Id: <news.example.org>\n",
  "List-Id: <talk.example.net>\nList-Post: <mailto:talk@example.net>\n",
  "Mailing-List: contact talk-help@example.net\nX-Mailing-List: talk@example.net\nPrecedence: list\n",
  "Delivered-To: x@example.org\n",
  "Return-Path: <SRS0=ab12=CD=example.org=notice@example.jp>\nX-Forwarded-To: hanako@example.jp\n",
  "X-Gmail-Fetch-Info: hanako@example.jp 1 pop.example.jp 995 hanako\n",
  `X-Long: ${"x ".repeat(2000)}\n`,
];

/** A field, or a few that belong together, as a server would have written them for a client of that name. */
export const invented = (pick, helo, stranger) =>
  pick([...lines(helo), ...results(helo, pick), ...records(stranger), ...others]);
