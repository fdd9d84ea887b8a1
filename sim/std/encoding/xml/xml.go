//go:build gopherscope

// Package xml turns values into XML and back. Tokens are read and texts escaped by the host's
// package; elements are matched, and values walked, here.
package xml

import (
	"bytes"
	"io"
	"reflect"
	"strconv"
)

// Header is the declaration that a document may begin with.
const Header = `<?xml version="1.0" encoding="UTF-8"?>` + "\n"

// The name spaces that need no declaration.
const (
	xmlSpace    = "http://www.w3.org/XML/1998/namespace"
	xmlnsPrefix = "xmlns"
	xmlPrefix   = "xml"
)

// A SyntaxError says on which line a text is no XML.
type SyntaxError struct {
	Msg  string
	Line int
}

func (e *SyntaxError) Error() string {
	return "XML syntax error on line " + strconv.Itoa(e.Line) + ": " + e.Msg
}

// An UnmarshalError is an element of another name than wanted.
type UnmarshalError string

func (e UnmarshalError) Error() string { return string(e) }

// An UnsupportedTypeError is a type that has no XML.
type UnsupportedTypeError struct{ Type reflect.Type }

func (e *UnsupportedTypeError) Error() string { return "xml: unsupported type: " + e.Type.String() }

// A TagPathError is two fields of a struct of which one's path is the other's or begins it.
type TagPathError struct {
	Struct       reflect.Type
	Field1, Tag1 string
	Field2, Tag2 string
}

func (e *TagPathError) Error() string {
	return e.Struct.String() + " field " + strconv.Quote(e.Field1) + " with tag " + strconv.Quote(e.Tag1) +
		" conflicts with field " + strconv.Quote(e.Field2) + " with tag " + strconv.Quote(e.Tag2)
}

// A Name is a local name and the URL of its name space.
type Name struct {
	Space, Local string
}

// An Attr is an attribute of an element.
type Attr struct {
	Name  Name
	Value string
}

// A Token is a StartElement, EndElement, CharData, Comment, ProcInst or Directive.
type Token any

// The tokens. Inst and the bytes of the last three are without their markers.
type (
	StartElement struct {
		Name Name
		Attr []Attr
	}
	EndElement struct{ Name Name }
	CharData   []byte
	ProcInst   struct {
		Target string
		Inst   []byte
	}
	Comment   []byte
	Directive []byte
)

// End returns the element's end.
func (e StartElement) End() EndElement { return EndElement{e.Name} }

func (e StartElement) Copy() StartElement {
	e.Attr = append([]Attr{}, e.Attr...)
	return e
}

func (c CharData) Copy() CharData   { return bytes.Clone(c) }
func (c Comment) Copy() Comment     { return bytes.Clone(c) }
func (d Directive) Copy() Directive { return bytes.Clone(d) }

func (p ProcInst) Copy() ProcInst {
	p.Inst = bytes.Clone(p.Inst)
	return p
}

// CopyToken copies a token with its bytes.
func CopyToken(t Token) Token {
	switch t := t.(type) {
	case StartElement:
		return t.Copy()
	case CharData:
		return t.Copy()
	case Comment:
		return t.Copy()
	case ProcInst:
		return t.Copy()
	case Directive:
		return t.Copy()
	}
	return t
}

// A TokenReader is a stream of tokens.
type TokenReader interface {
	Token() (Token, error)
}

// Types that read or write their element, or attribute, by themselves.
type (
	Marshaler interface {
		MarshalXML(e *Encoder, start StartElement) error
	}
	MarshalerAttr interface {
		MarshalXMLAttr(name Name) (Attr, error)
	}
	Unmarshaler interface {
		UnmarshalXML(d *Decoder, start StartElement) error
	}
	UnmarshalerAttr interface {
		UnmarshalXMLAttr(attr Attr) error
	}
)

// HTMLAutoClose are the elements of HTML that have no end.
var HTMLAutoClose = []string{
	"basefont", "br", "area", "link", "img", "param", "hr", "input", "col", "frame", "isindex", "base", "meta",
}

// HTMLEntity are the entities of HTML.
var HTMLEntity = pairs(entities())

func pairs(list []string) map[string]string {
	m := make(map[string]string, len(list)/2)
	for i := 0; i < len(list); i += 2 {
		m[list[i]] = list[i+1]
	}
	return m
}

// The host's functions.

func escape(text []byte, newlines bool) []byte
func isName(s string) bool
func validDirective(text []byte) bool
func entities() []string

// scan reads the token at the start of data, which is followed by what end says.
func scan(data []byte, end int, strict bool, entities []string) (kind, n, line, col int, names []string, text []byte, fault string, faultLine int)

// What may follow scan's data.
const (
	goesOn = iota
	ends
	breaks // a fault of the reader
)

// The kinds that scan returns.
const (
	tokenMore = iota // the token may go on
	tokenStart
	tokenEmpty // <a/>: a start and an end
	tokenEnd
	tokenText
	tokenComment
	tokenProcInst
	tokenDirective
)

// EscapeText writes s with what is markup escaped, and newlines and tabs too.
func EscapeText(w io.Writer, s []byte) error {
	_, err := w.Write(escape(s, true))
	return err
}

// Escape is EscapeText without an error.
func Escape(w io.Writer, s []byte) { EscapeText(w, s) }

// methods returns v, or else its address, as a T.
func methods[T any](v reflect.Value) (T, bool) {
	if v.CanInterface() {
		if m, ok := reflect.TypeAssert[T](v); ok {
			return m, true
		}
	}
	if v.CanAddr() && v.Addr().CanInterface() {
		return reflect.TypeAssert[T](v.Addr())
	}
	var none T
	return none, false
}

// typeOf names the type of a value in an error about its method.
func typeOf(v any) string {
	t := reflect.TypeOf(v)
	if t.Name() == "" {
		return "(" + t.String() + ")"
	}
	return t.String()
}
