// Package tax is the arithmetic of Japanese invoices: totals per tax rate with
// one rounding per rate and document (消令70の10, 基通1-8-15), discounts shared
// between the rates, what a refund and a receipt need, the shape of 登録番号.
//
// Everything is whole numbers of 64 bits, and exact until the one rounding.
// What does not fit is an error, never a wrong amount. Tax that is rounded line
// by line is not to be had here: the law forbids it.
package tax
