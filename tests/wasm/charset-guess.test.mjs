// Text whose charset nothing says, or a label says wrongly: it is read, and told as a repair. Honest text
// under its own label never is.
import test from "node:test";
import assert from "node:assert/strict";
import iconv from "iconv-lite";
import { open } from "../../dist/whence.js";
import { Random } from "../fuzz/random.mjs";

const whence = await open();
const TEXTS = {
  greek:
    "Αγαπητέ πελάτη, ο λογαριασμός σας έχει κλειδωθεί. Παρακαλούμε επιβεβαιώστε τα στοιχεία σας πριν " +
    "από την Παρασκευή, διαφορετικά η πρόσβαση στην υπηρεσία θα διακοπεί οριστικά",
  hebrew:
    "לקוח יקר, החשבון שלך ננעל בשל פעילות חריגה. אנא אשר את הפרטים שלך עד יום שישי, אחרת הגישה לשירות " +
    "תיחסם לצמיתות ולא תוכל להיכנס יותר אל האתר",
  arabic:
    "عزيزي العميل، لقد تم إغلاق حسابك بسبب نشاط غير عادي. يرجى تأكيد بياناتك قبل يوم الجمعة وإلا سيتم " +
    "إيقاف الوصول إلى الخدمة بشكل نهائي ولن تتمكن من الدخول إلى الموقع",
  thai:
    "เรียนลูกค้าที่นับถือ บัญชีของคุณถูกระงับเนื่องจากมีกิจกรรมที่ผิดปกติ " +
    "กรุณายืนยันข้อมูลของคุณก่อนวันศุกร์ " +
    "มิฉะนั้นการเข้าถึงบริการจะถูกปิดอย่างถาวร",
  polish:
    "Szanowny Kliencie, Twoje konto zostało zablokowane. Prosimy o potwierdzenie swoich danych " +
    "osobowych, w " +
    "przeciwnym razie dostęp do usługi będzie wyłączony. Dziękujemy za współpracę i życzymy miłego dnia",
  czech:
    "Vážený zákazníku, váš účet byl zablokován. Potvrďte prosím své údaje, jinak bude přístup ke službě " +
    "ukončen. Děkujeme za spolupráci a přejeme příjemný den, těšíme se na vaši odpověď během týdne",
  turkish:
    "Sayın müşterimiz, hesabınız güvenlik nedeniyle kapatılmıştır. Lütfen bilgilerinizi doğrulayın, aksi " +
    "halde hizmete erişiminiz sona erecektir. Anlayışınız için teşekkür ederiz, iyi günler dileriz",
  russian:
    "Уважаемый клиент, ваша учётная запись заблокирована. Пожалуйста, подтвердите свои данные до пятницы, " +
    "иначе доступ к услуге будет закрыт навсегда",
  japanese:
    "お客様のアカウントは一時的に停止されました。以下のリンクよりご本人様確認の手続きを行ってください。" +
    "①お名前 ②ご住所 ㈱髙島商店 担当﨑山までご連絡いただけますようお願い申し上げます",
  kana: "ﾎﾝﾆﾝ確認のおしらせです。ﾛｸﾞｲﾝしてください。ご利用のカードについて、おたずねします",
  chinese: "尊敬的客户，您的账户已被冻结。请在星期五之前确认您的个人信息，否则我们将停止为您提供服务，谢谢合作",
  korean: "고객님의 계정이 정지되었습니다. 금요일까지 본인 확인을 해 주시기 바랍니다. 감사합니다 고객센터입니다",
  german:
    "Sehr geehrte Damen und Herren, für Ihre Bestellung über 25 € fällt keine Gebühr an. Größere Mengen " +
    "können Sie natürlich jederzeit zurückschicken. Schöne Grüße aus Köln",
  french:
    "Cher client, nous avons bien reçu votre règlement. À bientôt, peut-être dès cet été, où nous fêterons " +
    "l'ouverture du nouveau cœur de la ville. N'hésitez pas à nous écrire : ça nous fera plaisir",
  danish: "Kære kunde, din ordre er på vej. Vi håber, du får glæde af den. Ønsker du at ændre noget, så ring",
  icelandic: "Kæri viðskiptavinur, reikningurinn þinn er tilbúinn. Vinsamlegast skráðu þig inn á síðuna þína",
  portuguese: "Prezado cliente, não há mais cobranças. Você já está em dia; até amanhã e um bom fim de " +
    "semana",
  italian: "Gentile cliente, il tuo conto è già attivo perché così hai scelto. Più facile di così non si può",
  spanish: "¿Ha recibido su pedido? Sí, mañana llegará a su dirección. ¡Gracias, señor Núñez! Nº 5 m² ½ kg",
};
const GUESSED = [
  ["greek", "windows-1253", "iso-8859-7"],
  ["hebrew", "windows-1255"],
  ["arabic", "windows-1256", "iso-8859-6"],
  ["thai", "windows-874"],
  ["polish", "windows-1250", "iso-8859-2"],
  ["czech", "windows-1250", "iso-8859-2"],
  ["turkish", "windows-1254", "iso-8859-9"],
  ["russian", "windows-1251", "koi8-r", "iso-8859-5", "cp866"],
  ["japanese", "cp932", "eucjp"],
  ["kana", "cp932", "eucjp"],
  ["chinese", "gb18030"],
  ["korean", "euckr"],
  ...["german", "french", "danish", "icelandic", "portuguese", "italian", "spanish"].map((one) => [
    one,
    "windows-1252",
  ]),
];
const WIDE = ["utf-16le", "utf-16be", "utf-32le", "utf-32be"];
const lines = (bytes) => bytes.toString("base64").replace(/.{76}/g, "$&\n");
const HEAD = "From: a@example.net\nTo: b@example.com\nSubject: s\nMIME-Version: 1.0\n";

/** @param {[string, Buffer][]} parts label or "", and bytes */
async function read(parts, type = "text/html") {
  const body = parts.map(
    ([label, bytes]) =>
      `--b\nContent-Type: ${type}${label && `; charset=${label}`}\n` +
      `Content-Transfer-Encoding: base64\n\n${lines(bytes)}\n`,
  );
  const { links, source } = await whence.analyze(
    Buffer.from(`${HEAD}Content-Type: multipart/mixed; boundary=b\n\n${body.join("")}--b--\n`),
  );
  return [links.map(({ text }) => text), source.repairs.map(({ id }) => id)];
}
const page = (text) => `<p>${text}</p><a href="https://www.example.net/">${text}</a>`;
/** What the charset has of it. */
const kept = (text, charset) => iconv.decode(iconv.encode(text, charset), charset).replace(/\?/g, "");

test("no label: the charset is found, and it is told that nothing said it", async () => {
  for (const [language, ...charsets] of GUESSED)
    for (const charset of charsets) {
      const text = kept(TEXTS[language], charset);
      const [[got], repairs] = await read([["", iconv.encode(page(text), charset)]]);
      assert.equal(got, text, `${language} ${charset}`);
      assert.deepEqual(repairs, ["no-charset"], `${language} ${charset}`);
    }
});

test("under western Europe's label, or UTF-8's, text of another script is read as what it is", async () => {
  for (const [language, charset] of GUESSED.slice(0, 4))
    for (const label of ["iso-8859-1", "utf-8"]) {
      const text = kept(TEXTS[language], charset);
      const [[got], repairs] = await read([[label, iconv.encode(page(text), charset)]]);
      assert.deepEqual([got, repairs], [text, ["other-charset"]], `${language} as ${label}`);
    }
});

test("UTF-16 and UTF-32, with a mark or without, under any label or none", async () => {
  for (const language of ["japanese", "german"])
    for (const charset of WIDE)
      for (const mark of ["", "\ufeff"])
        for (const label of ["", "utf-8", "iso-2022-jp"]) {
          const bytes = iconv.encode(mark + page(TEXTS[language]), charset, { addBOM: false });
          const [[got], repairs] = await read([[label, bytes]]);
          assert.equal(got, TEXTS[language], `${charset} ${mark ? "with" : "without"} a mark as ${label}`);
          assert.deepEqual(repairs, [label ? "other-charset" : "no-charset"]);
        }
  const greek = iconv.encode(page(TEXTS.greek), "utf-32be", { addBOM: false });
  const [[own], none] = await read([["utf-32", greek]]);
  assert.deepEqual([own, none], [TEXTS.greek, []], "its own label");
  for (const label of ["utf-32", "utf-16"]) {
    const [[got], repairs] = await read([[label, Buffer.from(page("Please pay at once"))]]);
    assert.deepEqual([got, repairs], ["Please pay at once", ["other-charset"]], `ASCII as ${label}`);
  }
});

test("Chinese in seven bits (RFC 1843) without a label; what only looks like it", async () => {
  const [[got], repairs] = await read([["", Buffer.from(page("~{<:Ky2;PP!#~} ok"))]]);
  assert.deepEqual([got, repairs], ["己所不行。 ok", ["no-charset"]]);
  const lisp = '(format nil "~{~a ~}" list) ~{x~}';
  assert.deepEqual(await read([["", Buffer.from(page(lisp))]]), [[lisp], []]);
});

test("a page's own <meta charset> counts where nothing else says it, and is told", async () => {
  const text = "고객님의 계정";
  const html = `<meta charset="euc-kr">${page(text)}`;
  assert.deepEqual(await read([["", iconv.encode(html, "euckr")]]), [[text], ["no-charset"]]);
});

test("2,000 honest texts under their own labels: none is repaired", async () => {
  const random = new Random(5);
  const labels = { cp932: "shift_jis", cp866: "ibm866", eucjp: "euc-jp", euckr: "euc-kr" };
  const some = (text) => {
    const words = text.split(/(?<=[ 、。，])/u), n = 1 + random.below(words.length);
    return Array.from({ length: n }, () => random.pick(words)).join("").trim();
  };
  const rows = GUESSED.flatMap(([language, ...charsets]) =>
    [...charsets, "utf-8"].map((one) => [language, one]),
  );
  for (let round = 0; round < 100; round++) {
    const texts = [];
    const parts = Array.from({ length: 20 }, () => {
      const [language, charset] = random.pick(rows);
      texts.push([kept(some(TEXTS[language]), charset), charset]);
      return [labels[charset] ?? charset, iconv.encode(page(texts.at(-1)[0]), charset)];
    });
    const [got, repairs] = await read(parts);
    assert.deepEqual(repairs, [], JSON.stringify(texts));
    assert.deepEqual(got, texts.map(([text]) => text));
  }
});
