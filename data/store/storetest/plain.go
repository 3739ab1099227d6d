package storetest

import (
	"crypto/aes"
	"crypto/cipher"
	"errors"
	"os"
	"testing"
)

// SQLCipher 4's layout: pages of 4096 bytes, of which the last 80 are IV and
// MAC; the first 16 of page 1 are the salt.
const page, reserve, salt = 4096, 80, 16

// SQLite's log: a head, and one before each page, which begins with its number.
const logHead, frameHead = 32, 24

// Plain decrypts every page of a file and of its log, free ones too. The file's
// key is the first 32 bytes of key.
func Plain(t *testing.T, path string, key []byte) []byte {
	t.Helper()
	block, err := aes.NewCipher(key[:32])
	if err != nil {
		t.Fatal(err)
	}
	var out []byte
	decrypt := func(raw []byte, first bool) {
		body, iv := raw[:page-reserve], raw[page-reserve:page-reserve+16]
		if first {
			body = body[salt:]
		}
		clear := make([]byte, len(body))
		cipher.NewCBCDecrypter(block, iv).CryptBlocks(clear, body)
		out = append(out, clear...)
	}
	file, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for at := 0; at+page <= len(file); at += page {
		decrypt(file[at:at+page], at == 0)
	}
	wal, err := os.ReadFile(path + "-wal")
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		t.Fatal(err)
	}
	for at := logHead; at+frameHead+page <= len(wal); at += frameHead + page {
		first := [4]byte(wal[at:at+4]) == [4]byte{0, 0, 0, 1}
		decrypt(wal[at+frameHead:at+frameHead+page], first)
	}
	return out
}
