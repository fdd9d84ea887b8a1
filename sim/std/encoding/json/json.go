//go:build gopherscope

// Package json turns values into JSON and back. Texts are checked, indented and quoted by
// the host's package; values are walked here.
package json

import (
	"bytes"
	"errors"
	"reflect"
	"strconv"
)

// Types that read or write JSON by themselves.
type (
	Marshaler interface {
		MarshalJSON() ([]byte, error)
	}
	Unmarshaler interface {
		UnmarshalJSON([]byte) error
	}
)

// A SyntaxError says where a text is no JSON.
type SyntaxError struct {
	msg    string
	Offset int64 // bytes read before it was noticed
}

func (e *SyntaxError) Error() string { return e.msg }

// An UnmarshalTypeError is JSON that does not fit its Go type.
type UnmarshalTypeError struct {
	Value  string // what the JSON is: "bool", "array", "number -5"
	Type   reflect.Type
	Offset int64  // bytes read before it was noticed
	Struct string // name of the struct type, if in one
	Field  string // path of fields from the root struct
}

func (e *UnmarshalTypeError) Error() string {
	into := "value"
	if e.Struct != "" || e.Field != "" {
		into = "struct field " + e.Struct + "." + e.Field
	}
	return "json: cannot unmarshal " + e.Value + " into Go " + into + " of type " + e.Type.String()
}

// An InvalidUnmarshalError is an argument of Unmarshal that cannot be set.
type InvalidUnmarshalError struct{ Type reflect.Type }

func (e *InvalidUnmarshalError) Error() string {
	switch {
	case e.Type == nil:
		return "json: Unmarshal(nil)"
	case e.Type.Kind() != reflect.Pointer:
		return "json: Unmarshal(non-pointer " + e.Type.String() + ")"
	}
	return "json: Unmarshal(nil " + e.Type.String() + ")"
}

// An UnsupportedTypeError is a type that has no JSON, an UnsupportedValueError a value.
type (
	UnsupportedTypeError  struct{ Type reflect.Type }
	UnsupportedValueError struct {
		Value reflect.Value
		Str   string
	}
)

func (e *UnsupportedTypeError) Error() string  { return "json: unsupported type: " + e.Type.String() }
func (e *UnsupportedValueError) Error() string { return "json: unsupported value: " + e.Str }

// A MarshalerError is the error of a method MarshalJSON or MarshalText.
type MarshalerError struct {
	Type   reflect.Type
	Err    error
	method string
}

func (e *MarshalerError) Error() string {
	method := e.method
	if method == "" {
		method = "MarshalJSON"
	}
	return "json: error calling " + method + " for type " + e.Type.String() + ": " + e.Err.Error()
}

func (e *MarshalerError) Unwrap() error { return e.Err }

// Errors of older releases.
type (
	InvalidUTF8Error    struct{ S string }
	UnmarshalFieldError struct {
		Key   string
		Type  reflect.Type
		Field reflect.StructField
	}
)

func (e *InvalidUTF8Error) Error() string {
	return "json: invalid UTF-8 in string: " + strconv.Quote(e.S)
}

func (e *UnmarshalFieldError) Error() string {
	return "json: cannot unmarshal object key " + strconv.Quote(e.Key) + " into unexported field " + e.Field.Name + " of type " + e.Type.String()
}

// A Number is a number as it is written.
type Number string

func (n Number) String() string            { return string(n) }
func (n Number) Float64() (float64, error) { return strconv.ParseFloat(string(n), 64) }
func (n Number) Int64() (int64, error)     { return strconv.ParseInt(string(n), 10, 64) }

// A RawMessage is JSON that is left as it is.
type RawMessage []byte

func (m RawMessage) MarshalJSON() ([]byte, error) {
	if m == nil {
		return []byte("null"), nil
	}
	return m, nil
}

func (m *RawMessage) UnmarshalJSON(data []byte) error {
	if m == nil {
		return errors.New("json.RawMessage: UnmarshalJSON on nil pointer")
	}
	*m = append((*m)[:0], data...)
	return nil
}

// The host's functions. A fault is the text of a SyntaxError, "" for none.

func check(data []byte) (fault string, offset int64)
func compact(src []byte, escapeHTML bool) (dst []byte, fault string, offset int64)
func indent(src []byte, prefix, indent string) (dst []byte, fault string, offset int64)
func escape(src []byte) []byte
func quote(s string, escapeHTML bool) []byte
func unquote(literal []byte) (s string, ok bool)
func validNumber(s string) bool

// next looks for a value at the start of data, which goes on unless whole: it returns how
// many bytes end with the value, or how that failed.
func next(data []byte, whole bool) (n, state int, fault string, offset int64)

// The states that next returns.
const (
	nextValue  = iota
	nextMore   // the value may go on
	nextFault  // a syntax error
	nextEOF    // nothing but space
	nextBroken // the end within a value
)

func syntaxError(fault string, offset int64) error {
	if fault == "" {
		return nil
	}
	return &SyntaxError{fault, offset}
}

// Valid tells whether data is JSON.
func Valid(data []byte) bool {
	fault, _ := check(data)
	return fault == ""
}

// Compact appends src without needless space to dst.
func Compact(dst *bytes.Buffer, src []byte) error {
	b, fault, offset := compact(src, false)
	dst.Write(b)
	return syntaxError(fault, offset)
}

// Indent appends src to dst, each element on a line that begins with prefix and, for each
// level, indent.
func Indent(dst *bytes.Buffer, src []byte, prefix, indentation string) error {
	b, fault, offset := indent(src, prefix, indentation)
	dst.Write(b)
	return syntaxError(fault, offset)
}

// HTMLEscape appends src to dst with <, >, & and two line separators escaped.
func HTMLEscape(dst *bytes.Buffer, src []byte) { dst.Write(escape(src)) }
