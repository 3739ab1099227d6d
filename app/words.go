package app

import (
	"encoding/json"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"nifuda/app/text"
)

// toolkitWords are the words the toolkit itself shows, in the menu of a field.
var toolkitWords = map[string]map[string]string{
	text.Japanese: {"Copy": "コピー", "Cut": "切り取り", "Paste": "貼り付け", "Select all": "すべて選択", "Undo": "元に戻す", "Redo": "やり直す", "Cancel": "中止", "OK": "OK"},
	text.English:  {"Copy": "Copy", "Cut": "Cut", "Paste": "Paste", "Select all": "Select all", "Undo": "Undo", "Redo": "Redo", "Cancel": "Cancel", "OK": "OK"},
}

// speakToolkit teaches the toolkit its own words in our language. It cannot
// change language while it runs, so they go under the language of the system.
func speakToolkit(l string) {
	words, err := json.Marshal(toolkitWords[l])
	if err != nil {
		return // a table of strings; it cannot fail
	}
	if err := lang.AddTranslationsForLocale(words, lang.SystemLocale()); err != nil {
		fyne.LogError("teach the toolkit our words", err)
	}
}
