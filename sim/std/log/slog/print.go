//go:build gopherscope

package slog

import (
	"bytes"
	"encoding"
	"encoding/json"
	"fmt"
	"internal/rt"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// A printer writes one record, or the attributes of a With.
type printer struct {
	h      *common
	buf    []byte
	sep    bool     // whether something stands before the next key
	groups []string // those that the next key is in
}

// separate writes what stands before a key.
func (p *printer) separate() {
	if p.sep {
		if p.h.json {
			p.buf = append(p.buf, ',')
		} else {
			p.buf = append(p.buf, ' ')
		}
	}
	p.sep = true
}

// attrs writes attributes in groups that are yet to be begun, and tells whether anything was
// written; else nothing is begun either.
func (p *printer) attrs(as []Attr, begin []string) bool {
	at, sep := len(p.buf), p.sep
	for _, name := range begin {
		p.begin(name)
	}
	some := false
	for _, a := range as {
		some = p.attr(a) || some
	}
	if !some {
		p.buf, p.sep = p.buf[:at], sep
	}
	return some
}

// begin writes the beginning of a group; in text, keys alone tell of groups.
func (p *printer) begin(name string) {
	if p.h.json {
		p.key(name)
		p.buf = append(p.buf, '{')
		p.sep = false
	}
}

// attr writes an attribute and tells whether it was not empty.
func (p *printer) attr(a Attr) bool {
	a.Value = a.Value.Resolve()
	if rep := p.h.opts.ReplaceAttr; rep != nil && a.Value.kind != KindGroup {
		a = rep(p.groups, a)
		a.Value = a.Value.Resolve()
	}
	if a.isEmpty() {
		return false
	}
	if src, ok := a.Value.any.(*Source); ok && a.Value.kind == KindAny && src != nil {
		if *src == (Source{}) {
			return false
		}
		if p.h.json {
			a.Value = src.group()
		} else {
			a.Value = StringValue(fmt.Sprintf("%s:%d", src.File, src.Line))
		}
	}
	if a.Value.kind != KindGroup {
		p.prefixed(a.Key)
		p.value(a.Value)
		return true
	}
	as := a.Value.Group()
	if a.Key == "" {
		return len(as) > 0 && p.attrs(as, nil)
	}
	p.groups = append(p.groups, a.Key)
	some := len(as) > 0 && p.attrs(as, []string{a.Key})
	p.groups = p.groups[:len(p.groups)-1]
	if some && p.h.json {
		p.buf = append(p.buf, '}')
		p.sep = true
	}
	return some
}

// prefixed writes a key, in text with the groups it is in before it.
func (p *printer) prefixed(key string) {
	if p.h.json || len(p.groups) == 0 {
		p.key(key)
		return
	}
	p.separate()
	prefix := strings.Join(p.groups, ".") + "."
	if needsQuotes(prefix) || needsQuotes(key) {
		p.buf = strconv.AppendQuote(p.buf, prefix+key)
	} else {
		p.buf = append(p.buf, prefix+key...)
	}
	p.buf = append(p.buf, '=')
}

func (p *printer) key(key string) {
	p.separate()
	p.string(key)
	if p.h.json {
		p.buf = append(p.buf, ':')
	} else {
		p.buf = append(p.buf, '=')
	}
}

// string writes s, in text with quotes only if it needs them.
func (p *printer) string(s string) {
	switch {
	case p.h.json:
		p.buf = appendJSON(p.buf, s)
	case needsQuotes(s):
		p.buf = strconv.AppendQuote(p.buf, s)
	default:
		p.buf = append(p.buf, s...)
	}
}

func needsQuotes(s string) bool {
	for _, r := range s {
		switch {
		case r == utf8.RuneError, r == ' ', r == '=', r == '"', r < ' ':
			return true
		case r > unicode.MaxASCII && (unicode.IsSpace(r) || !unicode.IsPrint(r)):
			return true
		}
	}
	return s == ""
}

// value writes a value. What goes wrong is written in its place.
func (p *printer) value(v Value) {
	defer func() {
		if r := recover(); r != nil {
			if held := v.any; rt.KindOf(held) == rt.Pointer && rt.AsUint(held) == 0 {
				p.string("<nil>")
				return
			}
			p.string(fmt.Sprintf("!PANIC: %v", r))
		}
	}()
	var err error
	if p.h.json {
		err = p.jsonValue(v)
	} else {
		err = p.textValue(v)
	}
	if err != nil {
		p.string(fmt.Sprintf("!ERROR:%v", err))
	}
}

func (p *printer) textValue(v Value) error {
	switch v.kind {
	case KindString:
		p.string(v.str)
	case KindTime:
		p.buf = v.Time().AppendFormat(p.buf, "2006-01-02T15:04:05.000Z07:00")
	case KindAny:
		if m, ok := v.any.(encoding.TextMarshaler); ok {
			b, err := m.MarshalText()
			if err == nil {
				p.string(string(b))
			}
			return err
		}
		if t := rt.TypeOf(v.any); rt.TypeKind(t) == rt.Slice && rt.TypeKind(rt.Elem(t)) == rt.Uint8 {
			p.buf = strconv.AppendQuote(p.buf, string(rt.AsBytes(v.any)))
			return nil
		}
		p.string(fmt.Sprintf("%+v", v.any))
	default:
		p.buf = append(p.buf, v.String()...)
	}
	return nil
}

func (p *printer) jsonValue(v Value) error {
	switch v.kind {
	case KindString:
		p.string(v.str)
	case KindInt64, KindUint64, KindBool:
		p.buf = append(p.buf, v.String()...)
	case KindDuration:
		p.buf = strconv.AppendInt(p.buf, int64(v.num), 10)
	case KindTime:
		t := v.Time()
		if y := t.Year(); y < 0 || y >= 10000 {
			return fmt.Errorf("time.Time year outside of range [0,9999]")
		}
		p.buf = t.AppendFormat(append(p.buf, '"'), time.RFC3339Nano)
		p.buf = append(p.buf, '"')
	case KindFloat64:
		return p.marshal(v.Float64())
	default:
		_, marshals := v.any.(json.Marshaler)
		if err, ok := v.any.(error); ok && !marshals {
			p.string(err.Error())
			return nil
		}
		return p.marshal(v.any)
	}
	return nil
}

// marshal writes v as JSON, with < > & as they are.
func (p *printer) marshal(v any) error {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return err
	}
	p.buf = append(p.buf, bytes.TrimSuffix(b.Bytes(), []byte("\n"))...)
	return nil
}

// appendJSON appends s as a JSON string.
func appendJSON(b []byte, s string) []byte {
	const hex = "0123456789abcdef"
	b = append(b, '"')
	for i := 0; i < len(s); {
		c := s[i]
		r, size := rune(c), 1
		if c >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(s[i:])
		}
		switch {
		case c == '"' || c == '\\':
			b = append(b, '\\', c)
		case c == '\n':
			b = append(b, `\n`...)
		case c == '\r':
			b = append(b, `\r`...)
		case c == '\t':
			b = append(b, `\t`...)
		case c < ' ':
			b = append(b, `\u00`...)
			b = append(b, hex[c>>4], hex[c&15])
		case r == utf8.RuneError && size == 1:
			b = append(b, `\ufffd`...)
		case r == '\u2028' || r == '\u2029':
			b = append(b, `\u202`...)
			b = append(b, hex[r&15])
		default:
			b = append(b, s[i:i+size]...)
		}
		i += size
	}
	return append(b, '"')
}
