package std

import (
	"encoding/base32"
	"encoding/base64"
	"encoding/csv"
	"encoding/hex"
	"errors"
	"html"
	"strings"
)

// codecNatives are the natives of html, encoding's packages, the hashes and net/url.
var codecNatives = join(map[string]any{
	"encoding/hex.encode":    func(src []byte) []byte { return hex.AppendEncode(nil, src) },
	"encoding/hex.decode":    decodeHex,
	"encoding/base64.encode": encodeBase64,
	"encoding/base64.decode": decodeBase64,
	"encoding/base32.encode": encodeBase32,
	"encoding/base32.decode": decodeBase32,
	"encoding/csv.format":    formatCSV,
	"html.EscapeString":      html.EscapeString,
	"html.UnescapeString":    html.UnescapeString,
}, hashNatives, urlNatives, jsonNatives, xmlNatives, bigNatives, templateNatives)

// decodeHex returns the bytes before the first fault, which is a byte that is no digit, -1
// for an odd number of digits, or -2 for none.
func decodeHex(src []byte) ([]byte, int) {
	dst := make([]byte, hex.DecodedLen(len(src)))
	n, err := hex.Decode(dst, src)
	var bad hex.InvalidByteError
	switch {
	case err == nil:
		return dst[:n], -2
	case errors.As(err, &bad):
		return dst[:n], int(bad)
	}
	return dst[:n], -1
}

func base64Of(alphabet string, padding rune) *base64.Encoding {
	return base64.NewEncoding(alphabet).WithPadding(padding)
}

func encodeBase64(alphabet string, padding rune, src []byte) []byte {
	return base64Of(alphabet, padding).AppendEncode(nil, src)
}

// decodeBase64 returns the bytes before the first fault, and the index of it or -1.
func decodeBase64(alphabet string, padding rune, strict bool, src []byte) ([]byte, int64) {
	enc := base64Of(alphabet, padding)
	if strict {
		enc = enc.Strict()
	}
	dst := make([]byte, enc.DecodedLen(len(src)))
	n, err := enc.Decode(dst, src)
	if at, bad := err.(base64.CorruptInputError); bad {
		return dst[:n], int64(at)
	}
	return dst[:n], -1
}

func base32Of(alphabet string, padding rune) *base32.Encoding {
	return base32.NewEncoding(alphabet).WithPadding(padding)
}

func encodeBase32(alphabet string, padding rune, src []byte) []byte {
	return base32Of(alphabet, padding).AppendEncode(nil, src)
}

// decodeBase32 is decodeBase64 for base32.
func decodeBase32(alphabet string, padding rune, src []byte) ([]byte, int64) {
	enc := base32Of(alphabet, padding)
	dst := make([]byte, enc.DecodedLen(len(src)))
	n, err := enc.Decode(dst, src)
	if at, bad := err.(base32.CorruptInputError); bad {
		return dst[:n], int64(at)
	}
	return dst[:n], -1
}

// formatCSV returns the line of a record.
func formatCSV(record []string, comma rune, crlf bool) string {
	var b strings.Builder
	w := csv.NewWriter(&b)
	w.Comma, w.UseCRLF = comma, crlf
	w.Write(record)
	w.Flush()
	return b.String()
}
