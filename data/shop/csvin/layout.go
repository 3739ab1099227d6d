package csvin

import (
	"slices"
	"strings"

	"nifuda/data"
)

// A layout is what is known of a cart's file: the names that only it has, and
// what the names mean. A plus joins columns; what follows a = is a constant.
type layout struct {
	name             string
	marks            []string // all of them are there
	unfixed, options string
	fields           map[data.ImportField]string
}

// Recognise gives the map of the cart that has such columns, without the ones
// that this owner's file lacks, or else what the names suggest.
func Recognise(columns []string) data.ImportMap {
	for _, l := range layouts() {
		if !slices.ContainsFunc(l.marks, func(m string) bool { return !slices.Contains(columns, m) }) {
			if m := l.on(columns); len(m.Missing()) == 0 {
				return m
			}
		}
	}
	return guess(columns)
}

// on is the map of a layout on the columns there are.
func (l layout) on(columns []string) data.ImportMap {
	m := data.ImportMap{Layout: l.name, Fields: map[data.ImportField]data.ImportSource{}, Unfixed: l.unfixed, Options: l.options}
	for f, from := range l.fields {
		if constant, ok := strings.CutPrefix(from, "="); ok {
			m.Fields[f] = data.ImportSource{Constant: constant}
			continue
		}
		var there []string
		for c := range strings.SplitSeq(from, "+") {
			if slices.Contains(columns, c) {
				there = append(there, c)
			}
		}
		if there != nil {
			m.Fields[f] = data.ImportSource{Columns: there}
		}
	}
	return m
}

func layouts() []layout {
	return []layout{eccube4(), rakuten(), futureshop(), shopify(), colorme(), base(), eccube3(), aupay()}
}

func eccube4() layout {
	return layout{name: "eccube4", marks: []string{"注文番号", "明細区分(ID)", "配送先_お名前(姓)"}, fields: map[data.ImportField]string{
		data.ImportNumber: "注文番号", data.ImportPlaced: "受注日", data.ImportState: "対応状況(名称)", data.ImportPaid: "入金日", data.ImportMethod: "支払方法(名称)",
		data.ImportTotal: "支払合計", data.ImportTax: "税金",
		data.ImportBuyerName: "お名前(姓)+お名前(名)", data.ImportBuyerKana: "お名前(セイ)+お名前(メイ)", data.ImportBuyerCompany: "会社名",
		data.ImportBuyerPostal: "郵便番号", data.ImportBuyerPrefecture: "都道府県(名称)", data.ImportBuyerStreet: "住所1", data.ImportBuyerBuilding: "住所2",
		data.ImportBuyerPhone: "TEL", data.ImportBuyerEmail: "メールアドレス",
		data.ImportShipID: "出荷ID", data.ImportShipName: "配送先_お名前(姓)+配送先_お名前(名)", data.ImportShipKana: "配送先_お名前(セイ)+配送先_お名前(メイ)",
		data.ImportShipCompany: "配送先_会社名", data.ImportShipPostal: "配送先_郵便番号", data.ImportShipPrefecture: "配送先_都道府県(名称)",
		data.ImportShipStreet: "配送先_住所1", data.ImportShipBuilding: "配送先_住所2", data.ImportShipPhone: "配送先_TEL",
		data.ImportDate: "お届け希望日", data.ImportSlot: "お届け時間(名称)", data.ImportCarrier: "配送業者(名称)", data.ImportTracking: "出荷伝票番号", data.ImportGone: "発送日",
		data.ImportLineID: "注文詳細ID", data.ImportKind: "明細区分(ID)", data.ImportSKU: "商品コード", data.ImportName: "商品名",
		data.ImportOption: "規格分類名1+規格分類名2", data.ImportUnit: "価格", data.ImportQuantity: "個数", data.ImportRate: "税率",
		data.ImportRemarks: "配達用メモ",
	}}
}

func eccube3() layout {
	return layout{name: "eccube3", marks: []string{"注文ID", "郵便番号1", "TEL1", "注文詳細ID"}, fields: map[data.ImportField]string{
		data.ImportNumber: "注文ID", data.ImportPlaced: "受注日", data.ImportState: "対応状況(名称)", data.ImportPaid: "入金日", data.ImportGone: "発送日", data.ImportMethod: "支払方法(名称)",
		data.ImportTotal: "支払合計", data.ImportShipping: "送料", data.ImportDiscount: "値引き", data.ImportTax: "税金",
		data.ImportBuyerName: "お名前(姓)+お名前(名)", data.ImportBuyerKana: "お名前(セイ)+お名前(メイ)", data.ImportBuyerCompany: "会社名",
		data.ImportBuyerPostal: "郵便番号1+郵便番号2", data.ImportBuyerPrefecture: "都道府県(名称)", data.ImportBuyerStreet: "住所1", data.ImportBuyerBuilding: "住所2",
		data.ImportBuyerPhone: "TEL1+TEL2+TEL3", data.ImportBuyerEmail: "メールアドレス",
		data.ImportLineID: "注文詳細ID", data.ImportSKU: "商品コード", data.ImportName: "商品名", data.ImportOption: "規格分類名1+規格分類名2",
		data.ImportUnit: "価格", data.ImportQuantity: "個数", data.ImportRate: "税率",
	}}
}

func rakuten() layout {
	return layout{name: "rakuten", marks: []string{"注文番号", "注文日時", "送付先姓"}, unfixed: "-9999", fields: map[data.ImportField]string{
		data.ImportNumber: "注文番号", data.ImportPlaced: "注文日時", data.ImportState: "ステータス", data.ImportMethod: "支払方法名",
		data.ImportTotal: "請求金額", data.ImportShipping: "送料合計", data.ImportFee: "代引料合計", data.ImportPoints: "ポイント利用額", data.ImportCoupon: "クーポン利用総額",
		data.ImportWrapping: "ラッピング料金1+ラッピング料金2", data.ImportTax: "消費税合計",
		data.ImportBuyerName: "注文者姓+注文者名", data.ImportBuyerKana: "注文者姓カナ+注文者名カナ", data.ImportBuyerPostal: "注文者郵便番号1+注文者郵便番号2",
		data.ImportBuyerPrefecture: "注文者住所都道府県", data.ImportBuyerStreet: "注文者住所郡市区+注文者住所それ以降の住所",
		data.ImportBuyerPhone: "注文者電話番号1+注文者電話番号2+注文者電話番号3", data.ImportBuyerEmail: "注文者メールアドレス",
		data.ImportShipID: "送付先ID", data.ImportShipName: "送付先姓+送付先名", data.ImportShipKana: "送付先姓カナ+送付先名カナ", data.ImportShipPostal: "送付先郵便番号1+送付先郵便番号2",
		data.ImportShipPrefecture: "送付先住所都道府県", data.ImportShipStreet: "送付先住所郡市区+送付先住所それ以降の住所",
		data.ImportShipPhone: "送付先電話番号1+送付先電話番号2+送付先電話番号3",
		data.ImportDate:      "お届け日指定", data.ImportSlot: "お届け時間帯", data.ImportGift: "のし+ラッピング名1+ラッピング名2",
		data.ImportLineID: "商品明細ID", data.ImportSKU: "商品番号", data.ImportName: "商品名", data.ImportUnit: "単価", data.ImportQuantity: "個数",
	}}
}

func futureshop() layout {
	return layout{name: "futureshop", marks: []string{"受注コード", "注文日時", "お届け先氏名（姓）"}, fields: map[data.ImportField]string{
		data.ImportNumber: "受注コード", data.ImportPlaced: "注文日時", data.ImportUpdated: "最終更新日", data.ImportState: "処理状況区分", data.ImportPaid: "入金確認日+入金フラグ",
		data.ImportGone: "発送日", data.ImportMethod: "決済方法", data.ImportTotal: "請求合計金額", data.ImportTax: "消費税合計",
		data.ImportShipping: "送料", data.ImportFee: "決済手数料", data.ImportWrapping: "包装手数料", data.ImportOther: "クール便手数料+その他手数料",
		data.ImportPoints: "ポイント利用額", data.ImportDiscount: "割引合計金額(商品)+割引合計金額(送料)", data.ImportRemarks: "通信欄",
		data.ImportBuyerName: "氏名（姓）+氏名（名）", data.ImportBuyerKana: "フリガナ（姓）+フリガナ（名）", data.ImportBuyerCompany: "会社名+部署名",
		data.ImportBuyerPostal: "郵便番号", data.ImportBuyerPrefecture: "都道府県区分", data.ImportBuyerStreet: "住所1+住所2", data.ImportBuyerBuilding: "住所3",
		data.ImportBuyerPhone: "電話番号（メイン）", data.ImportBuyerEmail: "メールアドレス（メイン）",
		data.ImportShipName: "お届け先氏名（姓）+お届け先氏名（名）", data.ImportShipKana: "お届け先フリガナ（姓）+お届け先フリガナ（名）",
		data.ImportShipPostal: "お届け先郵便番号", data.ImportShipPrefecture: "お届け先都道府県区分", data.ImportShipStreet: "お届け先住所１+お届け先住所２", data.ImportShipBuilding: "お届け先住所３",
		data.ImportShipPhone: "お届け先電話番号", data.ImportGift: "包装名",
		data.ImportDate: "お届け希望日", data.ImportSlot: "お届け希望時間", data.ImportCarrier: "配送サービス", data.ImportTracking: "送り状番号",
		data.ImportSKU: "商品番号+枝番号", data.ImportName: "商品名", data.ImportOption: "バリエーション名+項目選択肢", data.ImportUnit: "販売単価", data.ImportQuantity: "購入数量",
	}}
}
