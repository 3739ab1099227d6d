// Package widgets is our own generic widgets: text that is cut or broken
// properly, layouts with fixed and growing parts, buttons, fields, chips, a
// list of rows driven by the keyboard, a paper preview, the kraft tag.
//
// They know nothing of orders, shops or printers and hold no sentence: words
// come in from the screens. Colours, fonts and lengths come from the theme by
// name. Secrets have a room of their own, widgets/secret.
package widgets
