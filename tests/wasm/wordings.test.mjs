// What a mail wants is told from words that no list of samples holds; honest mail uses nearly the same ones.
import { test } from "node:test";
import assert from "node:assert/strict";
import { open } from "../../dist/whence.js";

const whence = await open();
const now = new Date("2026-02-04T00:00:00Z");

const wants = async (text) => {
  const source = [
    "Received: from mail.lakeside.example.com (mail.lakeside.example.com [198.51.100.25]) by mx.example.jp" +
      " (Postfix) with ESMTPS id 4XyZ1a2b3cz1L7 for <hanako@example.jp>; Tue, 3 Feb 2026 10:00:05 +0900",
    "From: Lakeside <info@lakeside.example.com>",
    "To: hanako@example.jp",
    "Subject: Hello",
    "Date: Tue, 3 Feb 2026 10:00:02 +0900",
    "Message-ID: <1.2.3@lakeside.example.com>",
    "MIME-Version: 1.0",
    "Content-Type: text/plain; charset=utf-8",
    "",
    text,
    "",
  ].join("\r\n");
  const report = await whence.analyze(source, { now });
  return report.findings.filter(({ area }) => area === "text").map(({ id }) => id);
};

// finding, a text that raises it, one that does not
const WORDINGS = [
  [
    "text-asks-credentials",
    "Some details could not be matched. Fill in the form to unlock transfers.",
    "Fill in the form and bring it along on Friday.",
  ],
  ["text-asks-credentials", "Your second factor ends today.", "The second act ends at nine."],
  ["text-asks-credentials", "クレジットカードの認証が必要です。", "クレジットカードがご利用いただけます。"],
  ["text-asks-credentials", "下記より規制を解除してください。", "通行規制は夕方に終わりました。"],
  ["text-asks-credentials", "Zaloguj się i potwierdź swoje dane.", "Zaloguj się do sklepu."],
  ["text-asks-credentials", "Подтвердите данные карты.", "Проверьте погоду на завтра."],
  ["text-asks-credentials", "Potvrďte své údaje.", "Potvrďte svou účast."],
  ["text-asks-credentials", "Ellenőrizze a fiókját.", "Ellenőrizze a menetrendet."],
  ["text-asks-credentials", "Bekräfta ditt konto.", "Bekräfta att du kommer."],
  ["text-asks-credentials", "Επιβεβαιώστε τον λογαριασμό.", "Επιβεβαιώστε την κράτηση."],
  ["text-asks-credentials", "Vui lòng xác minh tài khoản.", "Vui lòng xác nhận giờ họp."],
  ["text-asks-credentials", "يرجى تحديث بياناتك", "يرجى قراءة الرسالة"],
  ["text-asks-credentials", "オンラインで口座を登録してください。", "オンラインで講座を登録してください。"],
  ["text-asks-credentials", "请用手机扫描二维码登记领取。", "请用手机扫描二维码入场。"],
  ["text-account-threatened", "Ваша карта заблокирована.", "Ваша карта готова."],
  ["text-account-threatened", "Váš účet byl zablokován.", "Váš účet za oběd je 90 Kč."],
  ["text-account-threatened", "Ο λογαριασμός κλειδώθηκε.", "Ο λογαριασμός για το γεύμα."],
  ["text-account-threatened", "メールボックスの容量が上限に達しました。", "鍋の容量は二リットルです。"],
  ["text-account-threatened", "Two messages are held and will be deleted.", "Two meetings are held in May."],
  ["text-parcel-held", "Посылка задержана на таможне.", "Посылка была красивой."],
  ["text-parcel-held", "A csomag kézbesítéséhez fizesse be a díjat.", "A csomag szép volt."],
  ["text-parcel-held", "تعذر تسليم شحنتك. شحنتك تنتظر دفع الرسوم", "وصلت الرسالة"],
  [
    "text-offers-fortune",
    "The keys come by courier once the deposit is paid. I cannot show the apartment myself.",
    "The keys are at the shop. I can show the apartment on Friday.",
  ],
  [
    "text-offers-fortune",
    "I am serving in a peace mission. There is a box with funds.",
    "I am serving in a kitchen. There is a box with toys.",
  ],
  [
    "text-extortion",
    "Our DDoS against your network starts unless you pay. Send 2 bitcoin to me. We hacked your server.",
    "A talk on DDoS against networks, and how to pay for it.",
  ],
  [
    "text-offers-job",
    "You receive parcels at your home and put our new label on them.",
    "The parcels are at home, with a label on them.",
  ],
  ["text-new-bank-details", "11月よりお振込先が変わりました。", "11月より受付時間が変わりました。"],
  ["text-asks-credentials", "メールアドレスの認証が必要です。", "メールアドレスは変わりません。"],
  ["text-account-threatened", "認証されない場合、受信が停止されます。", "停止線の手前でお待ちください。"],
  [
    "text-offers-fortune",
    "I rent through Airbnb only, and you get the keys by courier.",
    "I rent bikes only, and you get the keys at the shop.",
  ],
  [
    "text-offers-fortune",
    "We trace lost funds for the victims of crypto scams.",
    "We trace lost parcels for the readers of this letter.",
  ],
  [
    "text-asks-favour",
    "I have chosen you to assist me, and it must stay between us.",
    "We have chosen you a seat between us.",
  ],
  ["text-account-threatened", "Card payments stay paused until then.", "The work is paused until then."],
  ["text-account-threatened", "We put your debit card on hold.", "We put your debit card into the envelope."],
  ["text-account-threatened", "The domain ends today.", "The festival ends today."],
  ["text-account-threatened", "会員資格が本日失効します。", "会員の皆様へのお知らせです。"],
  ["text-account-threatened", "ご予約は自動的にキャンセルされます。", "キャンセルは三日前までにご連絡ください。"],
  ["text-account-threatened", "Hesabınız askıya alındı.", "Siparişiniz kargoya verildi."],
  ["text-account-threatened", "Your page will be removed.", "A page is cleared when it is removed."],
  ["text-new-bank-details", "My salary goes to a new bank.", "I changed the name of my account."],
  ["text-promises-prize", "200 spins wait for you.", "200 pages wait for you."],
  ["text-offers-investment", "Our robot trades for you day and night.", "Our robot mows the lawn at night."],
  ["text-offers-job", "Only easy tasks on your phone.", "Two tasks are left on the board."],
  ["text-offers-loan", "Loans with no collateral at all.", "No seats are left at all."],
  ["text-asks-favours", "Buy gift cards. Then send photos of the codes.", "Buy cards and send photos."],
  ["text-new-bank-details", "I have changed my bank.", "I have changed my mind."],
  [
    "text-offers-fortune",
    "I am a widow with a terminal illness. My late husband's wealth shall be yours.",
    "I am a teacher with a long way home. My husband's garden shall be yours.",
  ],
  [
    "text-offers-fortune",
    "私は末期がんの患者です。亡き夫の遺産を寄付します。",
    "私は学校の教師です。夫の本を図書館に寄付します。",
  ],
  ["text-offers-remedy", "The ringing in your ears stops tonight.", "The ringing of the bell stops tonight."],
  ["text-offers-remedy", "One herb destroys the fat overnight.", "One herb suits the soup."],
  ["text-promises-prize", "A complimentary generator is yours.", "The generator is back in stock."],
  ["text-offers-investment", "The token airdrop is live.", "Send the photo by AirDrop."],
  ["text-authority-money", "支援金の受取手続きのご案内です。", "資料の送付のご案内です。"],
];

for (const [id, wanting, plain] of WORDINGS)
  test(`${id}: ${wanting}`, async () => {
    assert.ok((await wants(wanting)).includes(id), "raised");
    assert.ok(!(await wants(plain)).includes(id), `quiet: ${plain}`);
  });

test("a friend in a meeting asks no favours", async () => {
  const text = "Here are the photos. I can't talk now, I'm in a meeting. I'll pay you back on Friday!";
  assert.ok(!(await wants(text)).includes("text-asks-favours"));
});

test("letters of an alphabet of its own are no disguise, and among Latin ones they are", async () => {
  assert.ok(!(await wants("Подтвердите данные карты.")).includes("text-disguised-words"));
  assert.ok((await wants("Verify your ассоunt today.")).includes("text-disguised-words"));
});
