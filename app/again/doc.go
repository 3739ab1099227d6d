// Package again is the question 合言葉をもう一度: whoever is signed in types her
// own passphrase once more before keys, people or shops change. The rooms that
// need it share it.
//
// It lies over its room and is no dialog of the toolkit, so it never stands in
// the way of a lock. What is typed is bytes that are wiped after each try and
// whenever the question closes; nothing of it is remembered.
package again
