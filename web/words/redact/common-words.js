// Words that name nobody: left of an @, in a display name or as the name of a server they are everybody's,
// and stay.

export const COMMON = new Set(
  `
abuse account accounts admin administrator all and auto billing bounce bounces client clients co com company
contact corp corporation customer customers daemon dear dept desk dr dyn email enquiries enquiry example
finance for friend gmbh group help helpdesk home host hostmaster hr http https imap inc info inquiry invoice
it job jobs kunde kontakt limited list listmaster lists llc localhost ltd mail mailbox mailer mailer-daemon
mailto madam manager marketing me member members message mr mrs ms mx my net news newsletter no nobody
noreply office on order orders org owner payment payments pop post postmaster press privacy received
recipient recipients reply root sales secure security sender server service services shop sir smtp spam
staff store subscriber subscribers support sv system systems team tech test the to undisclosed
undisclosed-recipients unknown user users valued via web webmail webmaster www you your
お客様 お客さま ご担当者 各位 会員 会員様 担当 担当者 管理者 御中 株式会社 有限会社 合同会社
`
    .trim()
    .split(/\s+/),
);

/** What is put before or after a name out of politeness; blanks stay. */
export const POLITE = /^(?:mr|mrs|ms|miss|dr|prof|sir|madam)\.?\s+|(?:様|さま|さん|殿|御中|先生|氏)$/giu;
