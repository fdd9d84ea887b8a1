//go:build gopherscope

package xml

import (
	"bufio"
	"bytes"
	"encoding"
	"errors"
	"fmt"
	"io"
	"reflect"
	"strconv"
	"strings"
)

// Marshal returns v as XML: an element, or several of a slice.
func Marshal(v any) ([]byte, error) { return MarshalIndent(v, "", "") }

// MarshalIndent is Marshal with each element on a line that begins with prefix and, for each
// level, indent.
func MarshalIndent(v any, prefix, indent string) ([]byte, error) {
	var b bytes.Buffer
	enc := NewEncoder(&b)
	enc.Indent(prefix, indent)
	err := enc.Encode(v)
	if err == nil {
		err = enc.Close()
	}
	if err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

// An Encoder writes values and tokens as XML.
type Encoder struct {
	w              *bufio.Writer
	err            error // of w, or of use after Close
	prefix, indent string
	depth          int
	begun          bool // something is on a line
	leaf           bool // the last tag was a start
	open           []Name
	closed         bool

	spaces   map[string]string // URLs of name spaces by the prefix that they have
	prefixes map[string]string // and the other way round
	declared []string          // prefixes, after a "" for each open element
	serial   int
}

func NewEncoder(w io.Writer) *Encoder { return &Encoder{w: bufio.NewWriter(w)} }

// Indent makes later elements stand on lines of their own, as MarshalIndent does.
func (enc *Encoder) Indent(prefix, indent string) { enc.prefix, enc.indent = prefix, indent }

// Encode writes v and flushes.
func (enc *Encoder) Encode(v any) error { return enc.encode(v, nil) }

// EncodeElement writes v as an element with that start, and flushes.
func (enc *Encoder) EncodeElement(v any, start StartElement) error { return enc.encode(v, &start) }

func (enc *Encoder) encode(v any, start *StartElement) error {
	if err := enc.value(reflect.ValueOf(v), nil, start); err != nil {
		return err
	}
	return enc.w.Flush()
}

// EncodeToken writes a token; ends must match starts.
func (enc *Encoder) EncodeToken(t Token) error {
	const fault = "xml: EncodeToken of "
	switch t := t.(type) {
	case StartElement:
		if err := enc.start(&t); err != nil {
			return err
		}
	case EndElement:
		if err := enc.end(t.Name); err != nil {
			return err
		}
	case CharData:
		enc.put(escape(t, false))
	case Comment:
		if bytes.Contains(t, []byte("-->")) {
			return errors.New(fault + "Comment containing --> marker")
		}
		enc.puts("<!--", string(t), "-->")
	case ProcInst:
		switch {
		case t.Target == "xml" && enc.w.Buffered() != 0:
			return errors.New(fault + "ProcInst xml target only valid for xml declaration, first token encoded")
		case !isName(t.Target):
			return errors.New(fault + "ProcInst with invalid Target")
		case bytes.Contains(t.Inst, []byte("?>")):
			return errors.New(fault + "ProcInst containing ?> marker")
		}
		enc.puts("<?", t.Target)
		if len(t.Inst) > 0 {
			enc.puts(" ", string(t.Inst))
		}
		enc.puts("?>")
	case Directive:
		if !validDirective(t) {
			return errors.New(fault + "Directive containing wrong < or > markers")
		}
		enc.puts("<!", string(t), ">")
	default:
		return errors.New(fault + "invalid token type")
	}
	return enc.fault()
}

// Flush writes what EncodeToken left in the buffer.
func (enc *Encoder) Flush() error { return enc.w.Flush() }

// Close flushes; what is written after it, and an open element, are errors.
func (enc *Encoder) Close() error {
	if enc.closed {
		return nil
	}
	enc.closed = true
	if err := enc.w.Flush(); err != nil {
		return err
	}
	if n := len(enc.open); n > 0 {
		return fmt.Errorf("unclosed tag <%s>", enc.open[n-1].Local)
	}
	return nil
}

// put writes b unless something failed before.
func (enc *Encoder) put(b []byte) {
	if enc.fault() == nil {
		_, enc.err = enc.w.Write(b)
	}
}

func (enc *Encoder) puts(list ...string) {
	for _, s := range list {
		enc.put([]byte(s))
	}
}

// text writes s escaped.
func (enc *Encoder) text(s []byte) { enc.put(escape(s, true)) }

// fault returns the first error of writing.
func (enc *Encoder) fault() error {
	if enc.closed && enc.err == nil {
		enc.err = errors.New("use of closed Encoder")
	}
	return enc.err
}

// cdata writes s in CDATA sections.
func (enc *Encoder) cdata(s []byte) {
	if len(s) > 0 {
		enc.puts("<![CDATA[", strings.ReplaceAll(string(s), "]]>", "]]]]><![CDATA[>"), "]]>")
	}
}

// line begins a line before a tag: by +1 a start, by -1 an end, by 0 a comment.
func (enc *Encoder) line(by int) {
	if enc.prefix == "" && enc.indent == "" {
		return
	}
	if by < 0 {
		enc.depth--
		leaf := enc.leaf
		enc.leaf = false
		if leaf {
			return
		}
	}
	if enc.begun {
		enc.puts("\n")
	}
	enc.begun = true
	enc.puts(enc.prefix, strings.Repeat(enc.indent, max(enc.depth, 0)))
	if by > 0 {
		enc.depth++
		enc.leaf = true
	}
}

func (enc *Encoder) start(t *StartElement) error {
	if t.Name.Local == "" {
		return errors.New("xml: start tag with no name")
	}
	enc.open = append(enc.open, t.Name)
	enc.declared = append(enc.declared, "")
	enc.line(+1)
	enc.puts("<", t.Name.Local)
	if t.Name.Space != "" {
		enc.puts(` xmlns="`)
		enc.text([]byte(t.Name.Space))
		enc.puts(`"`)
	}
	for _, a := range t.Attr {
		if a.Name.Local == "" {
			continue
		}
		enc.puts(" ")
		if a.Name.Space != "" {
			enc.puts(enc.prefixOf(a.Name.Space), ":")
		}
		enc.puts(a.Name.Local, `="`)
		enc.text([]byte(a.Value))
		enc.puts(`"`)
	}
	enc.puts(">")
	return nil
}

func (enc *Encoder) end(name Name) error {
	n := len(enc.open)
	switch {
	case name.Local == "":
		return errors.New("xml: end tag with no name")
	case n == 0 || enc.open[n-1].Local == "":
		return fmt.Errorf("xml: end tag </%s> without start tag", name.Local)
	}
	switch start := enc.open[n-1]; {
	case start.Local != name.Local:
		return fmt.Errorf("xml: end tag </%s> does not match start tag <%s>", name.Local, start.Local)
	case start != name:
		return fmt.Errorf("xml: end tag </%s> in namespace %s does not match start tag <%s> in namespace %s", name.Local, name.Space, start.Local, start.Space)
	}
	enc.open = enc.open[:n-1]
	enc.line(-1)
	enc.puts("</", name.Local, ">")
	for n := len(enc.declared) - 1; n >= 0; n-- {
		prefix := enc.declared[n]
		enc.declared = enc.declared[:n]
		if prefix == "" {
			break
		}
		delete(enc.prefixes, enc.spaces[prefix])
		delete(enc.spaces, prefix)
	}
	return nil
}

// prefixOf returns the prefix of a name space, and declares one if there is none: the last
// part of the URL if that is a name, with a number if it is taken.
func (enc *Encoder) prefixOf(url string) string {
	if prefix := enc.prefixes[url]; prefix != "" {
		return prefix
	}
	if url == xmlSpace {
		return xmlPrefix
	}
	prefix := strings.TrimRight(url, "/")
	prefix = prefix[strings.LastIndex(prefix, "/")+1:]
	if !isName(prefix) || strings.Contains(prefix, ":") {
		prefix = "_"
	}
	if len(prefix) >= 3 && strings.EqualFold(prefix[:3], "xml") {
		prefix = "_" + prefix // names with xml are reserved
	}
	for base := prefix; enc.spaces[prefix] != ""; {
		enc.serial++
		prefix = base + "_" + strconv.Itoa(enc.serial)
	}
	if enc.prefixes == nil {
		enc.prefixes, enc.spaces = map[string]string{}, map[string]string{}
	}
	enc.prefixes[url], enc.spaces[prefix] = prefix, url
	enc.declared = append(enc.declared, prefix)
	enc.puts("xmlns:", prefix, `="`)
	enc.text([]byte(url))
	enc.puts(`" `)
	return prefix
}

// value writes v, which is field f of a struct if that is not nil, with the start tmpl if that
// is not nil.
func (enc *Encoder) value(v reflect.Value, f *field, tmpl *StartElement) error {
	if tmpl != nil && tmpl.Name.Local == "" {
		return errors.New("xml: EncodeElement of StartElement with missing name")
	}
	if !v.IsValid() || f != nil && f.omitEmpty && empty(v) {
		return nil
	}
	for v.Kind() == reflect.Interface || v.Kind() == reflect.Pointer {
		if v.IsNil() {
			return nil
		}
		v = v.Elem()
	}
	t := v.Type()
	if m, ok := methods[Marshaler](v); ok {
		return enc.marshaler(m, startOf(t, f, tmpl))
	}
	if m, ok := methods[encoding.TextMarshaler](v); ok {
		start := startOf(t, f, tmpl)
		if err := enc.start(&start); err != nil {
			return err
		}
		text, err := m.MarshalText()
		if err != nil {
			return err
		}
		enc.text(text)
		return enc.end(start.Name)
	}
	if k := v.Kind(); (k == reflect.Slice || k == reflect.Array) && t.Elem().Kind() != reflect.Uint8 {
		for i := range v.Len() {
			if err := enc.value(v.Index(i), f, tmpl); err != nil {
				return err
			}
		}
		return nil
	}
	l, err := layoutOf(t)
	if err != nil {
		return err
	}
	start, err := elementOf(v, l, f, tmpl)
	if err != nil {
		return err
	}
	if err := enc.attrs(v, l, &start); err != nil {
		return err
	}
	if x := l.xmlName; x != nil && start.Name.Space == "" && x.space == "" && x.name == "" {
		if n := len(enc.open); n > 0 && enc.open[n-1].Space != "" {
			start.Attr = append(start.Attr, Attr{Name{"", xmlnsPrefix}, ""})
		}
	}
	if err := enc.start(&start); err != nil {
		return err
	}
	if v.Kind() == reflect.Struct {
		err = enc.structure(v, l)
	} else {
		var text []byte
		if text, err = simple(v); err == nil {
			enc.text(text)
		}
	}
	if err != nil {
		return err
	}
	if err := enc.end(start.Name); err != nil {
		return err
	}
	return enc.fault()
}

// startOf returns the start for a type that writes itself.
func startOf(t reflect.Type, f *field, tmpl *StartElement) StartElement {
	switch {
	case tmpl != nil:
		return StartElement{tmpl.Name, append([]Attr(nil), tmpl.Attr...)}
	case f != nil && f.name != "":
		return StartElement{Name: Name{f.space, f.name}}
	}
	return StartElement{Name: Name{Local: t.Name()}}
}

// elementOf returns the start of v's element, without v's attributes.
func elementOf(v reflect.Value, l *layout, f *field, tmpl *StartElement) (StartElement, error) {
	var start StartElement
	switch {
	case tmpl != nil:
		start = StartElement{tmpl.Name, append([]Attr(nil), tmpl.Attr...)}
	case l.xmlName != nil && l.xmlName.name != "":
		start.Name = Name{l.xmlName.space, l.xmlName.name}
	case l.xmlName != nil:
		if name, ok := reflect.TypeAssert[Name](l.xmlName.of(v, false)); ok && name.Local != "" {
			start.Name = name
		}
	}
	if start.Name.Local == "" && f != nil {
		start.Name = Name{f.space, f.name}
	}
	if start.Name.Local == "" {
		name, _, _ := strings.Cut(v.Type().Name(), "[") // without type arguments
		if name == "" {
			return start, &UnsupportedTypeError{v.Type()}
		}
		start.Name.Local = name
	}
	return start, nil
}

func (enc *Encoder) marshaler(m Marshaler, start StartElement) error {
	n := len(enc.open)
	enc.open = append(enc.open, Name{}) // no end goes beyond it
	if err := m.MarshalXML(enc, start); err != nil {
		return err
	}
	if last := len(enc.open) - 1; last > n {
		return fmt.Errorf("xml: %s.MarshalXML wrote invalid XML: <%s> not closed", typeOf(m), enc.open[last].Local)
	}
	enc.open = enc.open[:n]
	return nil
}

// attrs adds the fields that are attributes to start.
func (enc *Encoder) attrs(v reflect.Value, l *layout, start *StartElement) error {
	for i := range l.fields {
		f := &l.fields[i]
		if f.mode != asAttr && f.mode != asAnyAttr {
			continue
		}
		fv := f.of(v, false)
		if f.omitEmpty && (!fv.IsValid() || empty(fv)) || fv.Kind() == reflect.Interface && fv.IsNil() {
			continue
		}
		if err := attr(start, Name{f.space, f.name}, fv); err != nil {
			return err
		}
	}
	return nil
}

// attr adds v as an attribute.
func attr(start *StartElement, name Name, v reflect.Value) error {
	if m, ok := methods[MarshalerAttr](v); ok {
		a, err := m.MarshalXMLAttr(name)
		if err == nil && a.Name.Local != "" {
			start.Attr = append(start.Attr, a)
		}
		return err
	}
	if m, ok := methods[encoding.TextMarshaler](v); ok {
		text, err := m.MarshalText()
		if err == nil {
			start.Attr = append(start.Attr, Attr{name, string(text)})
		}
		return err
	}
	if k := v.Kind(); k == reflect.Pointer || k == reflect.Interface {
		if v.IsNil() {
			return nil
		}
		v = v.Elem()
	}
	if v.Kind() == reflect.Slice && v.Type().Elem().Kind() != reflect.Uint8 {
		for i := range v.Len() {
			if err := attr(start, name, v.Index(i)); err != nil {
				return err
			}
		}
		return nil
	}
	if v.Type() == attrType {
		a, _ := reflect.TypeAssert[Attr](v)
		start.Attr = append(start.Attr, a)
		return nil
	}
	text, err := simple(v)
	if err == nil {
		start.Attr = append(start.Attr, Attr{name, string(text)})
	}
	return err
}

// simple returns the text of a value without parts.
func simple(v reflect.Value) ([]byte, error) {
	if text, ok := number(v); ok {
		return text, nil
	}
	switch k := v.Kind(); {
	case k == reflect.String:
		return []byte(v.String()), nil
	case k == reflect.Slice && v.Type().Elem().Kind() == reflect.Uint8:
		return v.Bytes(), nil
	case k == reflect.Array && v.Type().Elem().Kind() == reflect.Uint8:
		b := make([]byte, v.Len())
		reflect.Copy(reflect.ValueOf(b), v)
		return b, nil
	}
	return nil, &UnsupportedTypeError{v.Type()}
}

// number returns the text of a number or bool.
func number(v reflect.Value) (text []byte, ok bool) {
	switch {
	case v.CanInt():
		return strconv.AppendInt(nil, v.Int(), 10), true
	case v.CanUint():
		return strconv.AppendUint(nil, v.Uint(), 10), true
	case v.CanFloat():
		return strconv.AppendFloat(nil, v.Float(), 'g', -1, v.Type().Bits()), true
	case v.Kind() == reflect.Bool:
		return strconv.AppendBool(nil, v.Bool()), true
	}
	return nil, false
}

// behind follows pointers and interfaces, to the first nil.
func behind(v reflect.Value) reflect.Value {
	for (v.Kind() == reflect.Interface || v.Kind() == reflect.Pointer) && !v.IsNil() {
		v = v.Elem()
	}
	return v
}

// structure writes what is inside a struct's element.
func (enc *Encoder) structure(v reflect.Value, l *layout) error {
	var around []string // the elements that paths opened
	for i := range l.fields {
		f := &l.fields[i]
		fv := f.of(v, false)
		if f.mode == asAttr || f.mode == asAnyAttr || !fv.IsValid() {
			continue
		}
		if f.mode != asInner {
			if err := enc.leave(&around, f.path); err != nil {
				return err
			}
		}
		switch f.mode {
		case asText, asCDATA:
			if err := enc.charData(fv, f.mode); err != nil {
				return err
			}
			continue
		case asComment:
			if err := enc.comment(behind(fv), v.Type()); err != nil {
				return err
			}
			continue
		case asInner:
			switch raw := behind(fv).Interface().(type) {
			case []byte:
				enc.put(raw)
				continue
			case string:
				enc.puts(raw)
				continue
			}
		default:
			if k := fv.Kind(); (k == reflect.Pointer || k == reflect.Interface) && fv.IsNil() {
				break
			}
			for _, name := range f.path[len(around):] {
				if err := enc.start(&StartElement{Name: Name{Local: name}}); err != nil {
					return err
				}
				around = append(around, name)
			}
		}
		if err := enc.value(fv, f, nil); err != nil {
			return err
		}
	}
	enc.leave(&around, nil)
	return enc.fault()
}

// leave ends the elements that are not on path.
func (enc *Encoder) leave(around *[]string, path []string) error {
	same := 0
	for same < len(path) && same < len(*around) && path[same] == (*around)[same] {
		same++
	}
	for i := len(*around) - 1; i >= same; i-- {
		if err := enc.end(Name{Local: (*around)[i]}); err != nil {
			return err
		}
	}
	*around = (*around)[:same:same]
	return nil
}

// charData writes a field that is the element's text. What has none is left out.
func (enc *Encoder) charData(v reflect.Value, m mode) error {
	emit := enc.text
	if m == asCDATA {
		emit = enc.cdata
	}
	if t, ok := methods[encoding.TextMarshaler](v); ok {
		text, err := t.MarshalText()
		if err != nil {
			return err
		}
		emit(text)
		return enc.err
	}
	v = behind(v)
	text, ok := number(v)
	switch {
	case ok:
	case v.Kind() == reflect.String:
		text = []byte(v.String())
	case v.Kind() == reflect.Slice:
		text, _ = reflect.TypeAssert[[]byte](v)
	}
	emit(text)
	return enc.err
}

// comment writes a field of type t as a comment.
func (enc *Encoder) comment(v reflect.Value, t reflect.Type) error {
	var text string
	switch k := v.Kind(); {
	case k == reflect.String:
		text = v.String()
	case k == reflect.Slice && v.Type().Elem().Kind() == reflect.Uint8:
		text = string(v.Bytes())
	default:
		return fmt.Errorf("xml: bad type for comment field of %s", t)
	}
	if text == "" {
		return nil
	}
	enc.line(0)
	enc.puts("<!--")
	if strings.Contains(text, "--") {
		return errors.New(`xml: comments must not contain "--"`)
	}
	if enc.puts(text); strings.HasSuffix(text, "-") {
		enc.puts(" ")
	}
	enc.puts("-->")
	return nil
}

// empty tells whether omitempty omits v.
func empty(v reflect.Value) bool {
	switch v.Kind() {
	case reflect.Array, reflect.Map, reflect.Slice, reflect.String:
		return v.Len() == 0
	case reflect.Struct, reflect.Chan, reflect.Func, reflect.Complex64, reflect.Complex128, reflect.UnsafePointer:
		return false
	}
	return v.IsZero()
}
