package std

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"maps"
	"slices"
)

// xmlNatives are the natives of encoding/xml.
var xmlNatives = map[string]any{
	"encoding/xml.scan":           scanXML,
	"encoding/xml.escape":         escapeXML,
	"encoding/xml.isName":         isNameXML,
	"encoding/xml.validDirective": validDirectiveXML,
	"encoding/xml.entities":       entitiesXML,
}

// The kinds of tokens that scanXML returns, as the stub numbers them.
const (
	xmlMore = iota
	xmlStart
	xmlEmpty
	xmlEnd
	xmlText
	xmlComment
	xmlProcInst
	xmlDirective
	xmlFault
)

// scanXML reads the token at the start of data, which is followed by what end says: 0 more of
// the stream, 1 its end, 2 a fault of the reader. n bytes are read, up to a line and column
// counted from 1. Of a tag names has space and local name, and space, name and value of each
// attribute; of an instruction its target and the encoding that it declares. A fault is the
// text of an error, of a syntax error if faultLine is not 0.
func scanXML(data []byte, end int, strict bool, entities []string) (kind, n, line, col int, names []string, text []byte, fault string, faultLine int) {
	r := &byteReader{data: data, err: errMore}
	if end == 1 {
		r.err = io.EOF
	}
	dec := xml.NewDecoder(r)
	dec.Strict = strict
	dec.Entity = map[string]string{}
	for i := 0; i+1 < len(entities); i += 2 {
		dec.Entity[entities[i]] = entities[i+1]
	}
	charset := ""
	dec.CharsetReader = func(label string, input io.Reader) (io.Reader, error) {
		charset = label
		return input, nil
	}
	t, err := dec.RawToken()
	n = int(dec.InputOffset())
	line, col = dec.InputPos()
	switch t := t.(type) {
	case xml.StartElement:
		kind = xmlStart
		if n >= 2 && data[n-2] == '/' {
			kind = xmlEmpty
		}
		names = []string{t.Name.Space, t.Name.Local}
		for _, a := range t.Attr {
			names = append(names, a.Name.Space, a.Name.Local, a.Value)
		}
	case xml.EndElement:
		kind, names = xmlEnd, []string{t.Name.Space, t.Name.Local}
	case xml.CharData:
		kind, text = xmlText, t
	case xml.Comment:
		kind, text = xmlComment, t
	case xml.ProcInst:
		kind, text, names = xmlProcInst, t.Inst, []string{t.Target, charset}
	case xml.Directive:
		kind, text = xmlDirective, t
	default:
		var syntax *xml.SyntaxError
		switch {
		case errors.Is(err, errMore):
			kind = xmlMore
		case errors.As(err, &syntax):
			kind, fault, faultLine = xmlFault, syntax.Msg, syntax.Line
		default:
			kind, fault = xmlFault, err.Error()
		}
	}
	return kind, n, line, col, names, bytes.Clone(text), fault, faultLine
}

// A byteReader reads data, then fails with err.
type byteReader struct {
	data []byte
	err  error
}

func (r *byteReader) ReadByte() (byte, error) {
	if len(r.data) == 0 {
		return 0, r.err
	}
	c := r.data[0]
	r.data = r.data[1:]
	return c, nil
}

func (r *byteReader) Read(p []byte) (int, error) {
	if len(r.data) == 0 {
		return 0, r.err
	}
	n := copy(p, r.data)
	r.data = r.data[n:]
	return n, nil
}

// escapeXML escapes text, and newlines in it if they are to be.
func escapeXML(text []byte, newlines bool) []byte {
	var b bytes.Buffer
	if newlines {
		xml.EscapeText(&b, text)
		return b.Bytes()
	}
	tokenXML(&b, xml.CharData(text))
	return b.Bytes()
}

func tokenXML(w io.Writer, t xml.Token) error {
	enc := xml.NewEncoder(w)
	err := enc.EncodeToken(t)
	enc.Flush()
	return err
}

func isNameXML(s string) bool { return tokenXML(io.Discard, xml.ProcInst{Target: s}) == nil }

func validDirectiveXML(text []byte) bool { return tokenXML(io.Discard, xml.Directive(text)) == nil }

// entitiesXML returns the names and texts of HTML's entities.
func entitiesXML() []string {
	var list []string
	for _, name := range slices.Sorted(maps.Keys(xml.HTMLEntity)) {
		list = append(list, name, xml.HTMLEntity[name])
	}
	return list
}
