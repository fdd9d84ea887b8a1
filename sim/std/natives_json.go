package std

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"strings"
)

// jsonNatives are the natives of encoding/json.
var jsonNatives = map[string]any{
	"encoding/json.check":       checkJSON,
	"encoding/json.compact":     compactJSON,
	"encoding/json.indent":      indentJSON,
	"encoding/json.escape":      escapeJSON,
	"encoding/json.quote":       quoteJSON,
	"encoding/json.unquote":     unquoteJSON,
	"encoding/json.validNumber": validNumber,
	"encoding/json.next":        nextJSON,
}

// jsonFault returns the text of a syntax error and its offset, "" for none.
func jsonFault(err error) (fault string, offset int64) {
	var syntax *json.SyntaxError
	switch {
	case errors.As(err, &syntax):
		return syntax.Error(), syntax.Offset
	case err != nil:
		return err.Error(), 0
	}
	return "", 0
}

func checkJSON(data []byte) (fault string, offset int64) {
	var raw json.RawMessage
	return jsonFault(json.Unmarshal(data, &raw))
}

func compactJSON(src []byte, escapeHTML bool) (dst []byte, fault string, offset int64) {
	var b bytes.Buffer
	err := json.Compact(&b, src)
	fault, offset = jsonFault(err)
	if escapeHTML {
		return escapeJSON(b.Bytes()), fault, offset
	}
	return b.Bytes(), fault, offset
}

func indentJSON(src []byte, prefix, indent string) (dst []byte, fault string, offset int64) {
	var b bytes.Buffer
	err := json.Indent(&b, src, prefix, indent)
	fault, offset = jsonFault(err)
	return b.Bytes(), fault, offset
}

func escapeJSON(src []byte) []byte {
	var b bytes.Buffer
	json.HTMLEscape(&b, src)
	return b.Bytes()
}

func quoteJSON(s string, escapeHTML bool) []byte {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(escapeHTML)
	enc.Encode(s)
	return bytes.TrimSuffix(b.Bytes(), []byte("\n"))
}

func unquoteJSON(literal []byte) (s string, ok bool) {
	if len(literal) == 0 || literal[0] != '"' {
		return "", false
	}
	err := json.Unmarshal(literal, &s)
	return s, err == nil
}

// validNumber tells whether s is a number of JSON, with nothing around it.
func validNumber(s string) bool {
	return s != "" && strings.IndexByte("-0123456789", s[0]) >= 0 && strings.TrimSpace(s) == s && json.Valid([]byte(s))
}

// The states that nextJSON returns, as the stub numbers them.
const (
	nextValue = iota
	nextMore
	nextFault
	nextEOF
	nextBroken
)

// errMore is the end of what is known of a stream.
var errMore = errors.New("the stream goes on")

// nextJSON looks for a value at the start of data: n bytes end with it. whole says that the
// stream ends with data.
func nextJSON(data []byte, whole bool) (n, state int, fault string, offset int64) {
	var raw json.RawMessage
	r := io.Reader(bytes.NewReader(data))
	if !whole {
		r = io.MultiReader(r, ends{})
	}
	dec := json.NewDecoder(r)
	err := dec.Decode(&raw)
	switch {
	case err == nil:
		return int(dec.InputOffset()), nextValue, "", 0
	case errors.Is(err, errMore):
		return 0, nextMore, "", 0
	case errors.Is(err, io.EOF):
		return 0, nextEOF, "", 0
	case errors.Is(err, io.ErrUnexpectedEOF):
		return 0, nextBroken, "", 0
	}
	fault, offset = jsonFault(err)
	return 0, nextFault, fault, offset
}

// An ends is a reader that has nothing yet.
type ends struct{}

func (ends) Read([]byte) (int, error) { return 0, errMore }
