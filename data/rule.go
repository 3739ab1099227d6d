package data

// DefaultRule is the take-out rule of a shop that has not written its own:
// version 1, what the Personal Information Protection Commission's guidelines
// ask of whoever handles customers' data, in the words of a packing room.
func DefaultRule() Rule { return Rule{Version: 1, Text: defaultRule} }

const defaultRule = `持ち出し禁止の決まり

お客様のお名前・ご住所・お電話番号・ご注文の中身は、荷物をお届けするためだけにお預かりしています。作業をする方は、次のことを守ってください。

1. 画面・ラベル・納品書を、写真や動画に撮りません。
2. お客様の情報を、紙・メモ・携帯電話・USBメモリー・メールなどに書き写したり、送ったりしません。
3. ラベルや書類を、作業する場所の外へ持ち出しません。刷り損じた紙は、読めないように裁断してから捨てます。
4. お客様やご注文のことを、家族や友人を含めて、ほかの人に話しません。SNSにも書きません。
5. お客様の情報を、荷造りと発送のほかには使いません。お客様へ直接連絡することもしません。
6. 合言葉は自分だけのものです。人に教えず、ほかの人の合言葉で作業をしません。席を離れるときは画面をロックします。
7. 紙やパソコンをなくしたとき、荷物やラベルを取り違えたとき、おかしいと思ったときは、隠さず、すぐに責任者へ知らせます。
8. 作業の記録（いつ、だれが、どの荷物に何をしたか）が残ることを承知しています。
9. この決まりは、仕事を辞めたあとも守ります。

守られなかったときは、作業をやめていただくことや、生じた損害の責任を負っていただくことがあります。`
