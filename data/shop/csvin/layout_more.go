package csvin

import (
	"strings"

	"nifuda/data"
)

func shopify() layout {
	return layout{name: "shopify", marks: []string{"Name", "Financial Status", "Lineitem quantity", "Lineitem name"}, fields: map[data.ImportField]string{
		data.ImportNumber: "Name", data.ImportPlaced: "Created at", data.ImportPaid: "Financial Status", data.ImportGone: "Fulfillment Status", data.ImportCanceled: "Cancelled at",
		data.ImportMethod: "Payment Method", data.ImportCurrency: "Currency", data.ImportTotal: "Total", data.ImportShipping: "Shipping",
		data.ImportDiscount: "Discount Amount", data.ImportTax: "Taxes", data.ImportRemarks: "Notes+Note Attributes",
		data.ImportBuyerName: "Billing Name", data.ImportBuyerCompany: "Billing Company", data.ImportBuyerPostal: "Billing Zip", data.ImportBuyerPrefecture: "Billing Province",
		data.ImportBuyerStreet: "Billing City+Billing Address1", data.ImportBuyerBuilding: "Billing Address2", data.ImportBuyerCountry: "Billing Country",
		data.ImportBuyerPhone: "Billing Phone", data.ImportBuyerEmail: "Email",
		data.ImportShipName: "Shipping Name", data.ImportShipCompany: "Shipping Company", data.ImportShipPostal: "Shipping Zip", data.ImportShipPrefecture: "Shipping Province",
		data.ImportShipStreet: "Shipping City+Shipping Address1", data.ImportShipBuilding: "Shipping Address2", data.ImportShipCountry: "Shipping Country",
		data.ImportShipPhone: "Shipping Phone",
		data.ImportSKU:       "Lineitem sku", data.ImportName: "Lineitem name", data.ImportQuantity: "Lineitem quantity", data.ImportUnit: "Lineitem price",
	}}
}

func colorme() layout {
	return layout{name: "colorme", marks: []string{"売上ID", "受注日", "購入商品 商品名"}, fields: map[data.ImportField]string{
		data.ImportNumber: "売上ID", data.ImportPlaced: "受注日", data.ImportPaid: "入金状態", data.ImportGone: "発送状態#2", data.ImportMethod: "決済方法",
		data.ImportTotal: "総合計金額", data.ImportShipping: "送料合計", data.ImportFee: "決済手数料",
		data.ImportWrapping: "熨斗手数料合計+メッセージカード手数料合計+ラッピング手数料合計",
		data.ImportPoints:   "ショップポイントによる割引金額+外部ポイントによる割引金額", data.ImportDiscount: "割引金額", data.ImportRemarks: "備考+配送先 備考",
		data.ImportBuyerName: "購入者 名前", data.ImportBuyerPostal: "購入者 郵便番号", data.ImportBuyerPrefecture: "購入者 都道府県", data.ImportBuyerStreet: "購入者 住所",
		data.ImportBuyerPhone: "購入者 電話番号", data.ImportBuyerEmail: "購入者 メールアドレス",
		data.ImportShipID: "配送先ID", data.ImportShipName: "配送先 名前", data.ImportShipKana: "配送先 フリガナ", data.ImportShipPostal: "配送先 郵便番号",
		data.ImportShipPrefecture: "配送先 都道府県名", data.ImportShipStreet: "配送先 住所", data.ImportShipPhone: "配送先 電話番号", data.ImportCarrier: "配送先 配送会社名",
		data.ImportDate: "配送希望日", data.ImportSlot: "配送希望時間", data.ImportGift: "配送先 熨斗（のし）+配送先 メッセージカード種類+配送先 メッセージカード内容+配送先 ラッピング",
		data.ImportLineID: "売上詳細ID", data.ImportSKU: "購入商品 型番", data.ImportName: "購入商品 商品名", data.ImportUnit: "購入商品 販売価格(消費税込)",
		data.ImportQuantity: "購入商品 販売個数", data.ImportAmount: "購入商品 小計",
	}}
}

func base() layout {
	return layout{name: "base", marks: []string{"注文ID", "氏(請求先)", "商品名"}, options: "商品オプション「", fields: map[data.ImportField]string{
		data.ImportNumber: "注文ID", data.ImportPlaced: "注文日時", data.ImportState: "発送状況", data.ImportPaid: "=済", data.ImportMethod: "支払い方法",
		data.ImportTotal: "合計金額", data.ImportShipping: "送料", data.ImportFee: "代引き手数料", data.ImportOther: "調整金額", data.ImportRemarks: "備考+注文メモ",
		data.ImportBuyerName: "氏(請求先)+名(請求先)", data.ImportBuyerPostal: "郵便番号(請求先)", data.ImportBuyerPrefecture: "都道府県(請求先)",
		data.ImportBuyerStreet: "住所(請求先)", data.ImportBuyerBuilding: "住所2(請求先)", data.ImportBuyerPhone: "電話番号(請求先)", data.ImportBuyerEmail: "メールアドレス(請求先)",
		data.ImportShipName: "氏(配送先)+名(配送先)", data.ImportShipPostal: "郵便番号(配送先)", data.ImportShipPrefecture: "都道府県(配送先)",
		data.ImportShipStreet: "住所(配送先)", data.ImportShipBuilding: "住所2(配送先)", data.ImportShipPhone: "電話番号(配送先)",
		data.ImportDate: "配送日", data.ImportSlot: "配送時間帯",
		data.ImportSKU: "商品コード", data.ImportName: "商品名", data.ImportOption: "バリエーション", data.ImportUnit: "価格", data.ImportRate: "税率", data.ImportQuantity: "数量",
	}}
}

// aupay is au PAY マーケット (Wowma!): its columns are called as the elements of its
// order API.
func aupay() layout {
	return layout{name: "aupay", marks: []string{"orderId", "orderDetailId", "orderDate", "itemName", "senderName"}, fields: map[data.ImportField]string{
		data.ImportNumber: "orderId", data.ImportPlaced: "orderDate", data.ImportState: "orderStatus", data.ImportMethod: "settlementName",
		data.ImportTotal: "requestPrice", data.ImportShipping: "postagePrice", data.ImportPoints: "usePoint", data.ImportCoupon: "couponTotalPrice",
		data.ImportWrapping: "giftWrappingPrice", data.ImportRemarks: "userComment",
		data.ImportBuyerName: "ordererName", data.ImportBuyerKana: "ordererKana", data.ImportBuyerPostal: "ordererZipCode", data.ImportBuyerStreet: "ordererAddress",
		data.ImportBuyerPhone: "ordererPhoneNumber1", data.ImportBuyerEmail: "mailAddress",
		data.ImportShipName: "senderName", data.ImportShipKana: "senderKana", data.ImportShipPostal: "senderZipCode", data.ImportShipStreet: "senderAddress",
		data.ImportShipPhone: "senderPhoneNumber1", data.ImportDate: "deliveryRequestDay", data.ImportCarrier: "deliveryName", data.ImportGift: "giftWrappingType+noshiType+noshiPresenterName1+giftMessage",
		data.ImportLineID: "orderDetailId", data.ImportSKU: "itemCode", data.ImportName: "itemName", data.ImportOption: "itemOption",
		data.ImportUnit: "itemPrice", data.ImportQuantity: "unit", data.ImportAmount: "totalItemPrice", data.ImportRate: "taxRate",
	}}
}

// hints are the names that other carts use, the likeliest first: MakeShop's,
// ecforce's, ショップサーブ's and Yahoo!ショッピング's known ones among them.
var hints = map[data.ImportField]string{
	data.ImportNumber: "注文番号+受注番号+オーダー番号+注文ID+受注ID+受注コード+OrderId+orderId", data.ImportPlaced: "注文日時+受注日時+注文日+受注日+オーダー日+日付+OrderTime+orderDate",
	data.ImportState: "処理状況+対応状況+ステータス+注文ステータス+受注ステータス+orderStatus", data.ImportPaid: "入金状況+入金状態+入金日+支払状況", data.ImportGone: "発送日+出荷日+発送状況",
	data.ImportMethod: "支払方法+支払い方法+決済方法+お支払方法+settlementName", data.ImportTotal: "請求金額+合計金額+総合計+支払い合計+支払合計+合計+requestPrice",
	data.ImportShipping: "送料+配送料+postagePrice", data.ImportFee: "手数料+決済手数料+代引手数料+代引き手数料", data.ImportDiscount: "値引き+割引+割引金額", data.ImportCoupon: "クーポン+クーポン利用額",
	data.ImportPoints: "ポイント利用額+利用ポイント+ポイント値引+usePoint", data.ImportTax: "消費税+税金", data.ImportRemarks: "備考+通信欄+お客様メモ+userComment",
	data.ImportBuyerName: "注文者+注文者名+注文者氏名+購入者名+ordererName", data.ImportBuyerKana: "注文者(振り仮名)+注文者フリガナ+注文者カナ+ordererKana",
	data.ImportBuyerPostal: "注文者郵便番号+ordererZipCode", data.ImportBuyerPrefecture: "注文者都道府県", data.ImportBuyerStreet: "注文者住所+ordererAddress",
	data.ImportBuyerPhone: "注文者電話番号+ordererPhoneNumber1", data.ImportBuyerEmail: "メールアドレス+注文者メールアドレス+mailAddress",
	data.ImportShipName: "配送先名+送付先名+お届け先名+届け先氏名+配送先氏名+お届け先氏名+senderName+ShipName", data.ImportShipKana: "配送先フリガナ+送付先フリガナ+お届け先フリガナ+senderKana+ShipNameKana",
	data.ImportShipPostal: "配送先郵便番号+送付先郵便番号+お届け先郵便番号+郵便番号(配送先)+senderZipCode+ShipZipCode", data.ImportShipPrefecture: "配送先都道府県+送付先都道府県+お届け先都道府県+都道府県(配送先)+ShipPrefecture",
	data.ImportShipStreet: "配送先住所+送付先住所+お届け先住所+住所(配送先)+senderAddress", data.ImportShipPhone: "配送先電話番号+送付先電話番号+お届け先電話番号+電話番号(配送先)+senderPhoneNumber1+ShipPhoneNumber",
	data.ImportDate: "配達希望日+お届け希望日+配送希望日+ShipRequestDate+deliveryRequestDay", data.ImportSlot: "配達希望時間+配送希望時間+お届け希望時間+お届け時間帯+ShipRequestTime",
	data.ImportTracking: "送り状番号+伝票番号+追跡番号+ShipInvoiceNumber1", data.ImportSKU: "商品コード+独自商品コード+商品番号+型番+ItemId+itemCode",
	data.ImportName: "商品名+アイテム名+itemName+Title", data.ImportOption: "バリエーション+規格+オプション+itemOption+ItemOptionValue",
	data.ImportQuantity: "数量+個数+購入数量+unit+Quantity", data.ImportUnit: "単価+価格+販売価格+itemPrice", data.ImportAmount: "小計+totalItemPrice", data.ImportRate: "税率+taxRate+ItemTaxRatio",
}

// guess takes the first name that a column has, for each field.
func guess(columns []string) data.ImportMap {
	m := data.ImportMap{Fields: map[data.ImportField]data.ImportSource{}}
	at := map[string]string{}
	for _, c := range columns {
		if key := folded(c); at[key] == "" {
			at[key] = c
		}
	}
	for f, names := range hints {
		for name := range strings.SplitSeq(names, "+") {
			if c := at[folded(name)]; c != "" {
				m.Fields[f] = data.ImportSource{Columns: []string{c}}
				break
			}
		}
	}
	if clock := at["注文時間"]; clock != "" && m.Fields[data.ImportPlaced].Columns != nil { // MakeShop's, 103309
		m.Fields[data.ImportPlaced] = data.ImportSource{Columns: append(m.Fields[data.ImportPlaced].Columns, clock)}
	}
	return m
}
