//go:build gopherscope

package xml

import (
	"bytes"
	"encoding"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"
)

// Unmarshal sets what v, a pointer, points to from the first element of data.
func Unmarshal(data []byte, v any) error { return NewDecoder(bytes.NewReader(data)).Decode(v) }

// Decode sets what v, a pointer, points to from the next element.
func (d *Decoder) Decode(v any) error { return d.DecodeElement(v, nil) }

// DecodeElement is Decode for an element of which the start was read.
func (d *Decoder) DecodeElement(v any, start *StartElement) error {
	switch p := reflect.ValueOf(v); {
	case p.Kind() != reflect.Pointer:
		return errors.New("non-pointer passed to Unmarshal")
	case p.IsNil():
		return errors.New("nil pointer passed to Unmarshal")
	default:
		return d.value(p.Elem(), start)
	}
}

// maxDepth is the number of elements in one another that a value may have.
const maxDepth = 10000

// value sets v from the element that begins with start, nil for the next one.
func (d *Decoder) value(v reflect.Value, start *StartElement) error {
	if d.depth > maxDepth {
		return errors.New("exceeded max depth")
	}
	for start == nil {
		t, err := d.Token()
		if err != nil {
			return err
		}
		if s, ok := t.(StartElement); ok {
			start = &s
		}
	}
	if v.Kind() == reflect.Interface && !v.IsNil() {
		if e := v.Elem(); e.Kind() == reflect.Pointer && !e.IsNil() {
			v = e
		}
	}
	v = made(v)
	if u, ok := methods[Unmarshaler](v); ok {
		return d.unmarshaler(u, start)
	}
	if u, ok := methods[encoding.TextUnmarshaler](v); ok {
		text, err := d.text()
		if err != nil {
			return err
		}
		return u.UnmarshalText(text)
	}
	e := element{d: d}
	switch k := v.Kind(); {
	case k == reflect.Interface:
		return d.Skip()
	case k == reflect.Slice && v.Type().Elem().Kind() != reflect.Uint8:
		return grow(v, func(last reflect.Value) error { return d.value(last, start) })
	case k == reflect.Struct && v.Type() == nameType:
		v.Set(reflect.ValueOf(start.Name))
	case k == reflect.Struct:
		if err := e.begin(v, start); err != nil {
			return err
		}
	case k == reflect.Slice, k == reflect.Bool, k == reflect.String, v.CanInt(), v.CanUint(), v.CanFloat():
		e.toText = v
	default:
		return errors.New("unknown type " + v.Type().String())
	}
	return e.read()
}

// made returns what v points to, which is made if v is nil, or v if it is no pointer.
func made(v reflect.Value) reflect.Value {
	if v.Kind() != reflect.Pointer {
		return v
	}
	if v.IsNil() {
		v.Set(reflect.New(v.Type().Elem()))
	}
	return v.Elem()
}

// grow sets a new last element of slice v, which goes if that fails.
func grow(v reflect.Value, set func(last reflect.Value) error) error {
	n := v.Len()
	v.Grow(1)
	v.SetLen(n + 1)
	err := set(v.Index(n))
	if err != nil {
		v.SetLen(n)
	}
	return err
}

func (d *Decoder) unmarshaler(u Unmarshaler, start *StartElement) error {
	d.stopAtEnd()
	within := d.within
	d.within = true
	defer func() { d.within = within }()
	err := u.UnmarshalXML(d, *start)
	if !d.stopped() && err == nil {
		return fmt.Errorf("xml: %s.UnmarshalXML did not consume entire <%s> element", typeOf(u), start.Name.Local)
	}
	return err
}

// text reads to the end of the element at hand and returns its own text.
func (d *Decoder) text() ([]byte, error) {
	var text []byte
	for depth := 1; depth > 0; {
		t, err := d.Token()
		if err != nil {
			return nil, err
		}
		switch t := t.(type) {
		case StartElement:
			depth++
		case EndElement:
			depth--
		case CharData:
			if depth == 1 {
				text = append(text, t...)
			}
		}
	}
	return text, nil
}

// An element that is being read, and what its parts go to.
type element struct {
	d  *Decoder
	l  *layout
	to reflect.Value // a struct

	toText, toComment, toInner, toAny reflect.Value
	innerStart                        int // in the decoder's saved bytes
}

// begin starts an element that goes to struct v: its name, its attributes, its parts.
func (e *element) begin(v reflect.Value, start *StartElement) error {
	l, err := layoutOf(v.Type())
	if err != nil {
		return err
	}
	e.to, e.l = v, l
	if x := l.xmlName; x != nil {
		if x.name != "" && x.name != start.Name.Local {
			return UnmarshalError("expected element type <" + x.name + "> but have <" + start.Name.Local + ">")
		}
		if x.space != "" && x.space != start.Name.Space {
			have := start.Name.Space
			if have == "" {
				have = "no name space"
			}
			return UnmarshalError("expected element <" + x.name + "> in name space " + x.space + " but have " + have)
		}
		if to := x.of(v, true); to.Type() == nameType {
			to.Set(reflect.ValueOf(start.Name))
		}
	}
	for _, a := range start.Attr {
		if err := e.attr(a); err != nil {
			return err
		}
	}
	for i := range l.fields {
		f := &l.fields[i]
		var part *reflect.Value
		switch f.mode {
		case asCDATA, asText:
			part = &e.toText
		case asComment:
			part = &e.toComment
		case asInner:
			part = &e.toInner
		case asAny:
			part = &e.toAny
		}
		if part == nil || part.IsValid() {
			continue
		}
		*part = f.of(v, true)
		if f.mode == asInner {
			if e.d.saved == nil {
				e.d.saved = []byte{}
			}
			e.innerStart = len(e.d.saved)
		}
	}
	return nil
}

// attr sets the fields of an attribute, or else the first of any attribute.
func (e *element) attr(a Attr) error {
	var other *field
	found := false
	for i := range e.l.fields {
		f := &e.l.fields[i]
		switch {
		case f.mode == asAnyAttr && other == nil:
			other = f
		case f.mode == asAttr:
			to := f.of(e.to, true)
			if a.Name.Local != f.name || f.space != "" && f.space != a.Name.Space {
				continue
			}
			if err := setAttr(to, a); err != nil {
				return err
			}
			found = true
		}
	}
	if found || other == nil {
		return nil
	}
	return setAttr(other.of(e.to, true), a)
}

// setAttr sets v to an attribute.
func setAttr(v reflect.Value, a Attr) error {
	v = made(v)
	if u, ok := methods[UnmarshalerAttr](v); ok {
		return u.UnmarshalXMLAttr(a)
	}
	if u, ok := methods[encoding.TextUnmarshaler](v); ok {
		return u.UnmarshalText([]byte(a.Value))
	}
	switch t := v.Type(); {
	case v.Kind() == reflect.Slice && t.Elem().Kind() != reflect.Uint8:
		return grow(v, func(last reflect.Value) error { return setAttr(last, a) })
	case t == attrType:
		v.Set(reflect.ValueOf(a))
		return nil
	}
	return setText(v, []byte(a.Value))
}

// read reads to the element's end and sets its parts.
func (e *element) read() error {
	d := e.d
	var text, comment, inner []byte
	for ended := false; !ended; {
		before := len(d.saved)
		t, err := d.Token()
		if err != nil {
			return err
		}
		switch t := t.(type) {
		case StartElement:
			if err := e.child(&t); err != nil {
				return err
			}
		case EndElement:
			if e.toInner.IsValid() {
				inner = d.saved[e.innerStart:before]
				if e.innerStart == 0 {
					d.saved = nil
				}
			}
			ended = true
		case CharData:
			if e.toText.IsValid() {
				text = append(text, t...)
			}
		case Comment:
			if e.toComment.IsValid() {
				comment = append(comment, t...)
			}
		}
	}
	if e.toText.IsValid() {
		if err := setParsed(e.toText, text); err != nil {
			return err
		}
	}
	switch to := e.toComment; to.Kind() {
	case reflect.String:
		to.SetString(string(comment))
	case reflect.Slice:
		to.Set(reflect.ValueOf(comment))
	}
	switch to := e.toInner; {
	case to.Kind() == reflect.String:
		to.SetString(string(inner))
	case to.Kind() == reflect.Slice && to.Type().Elem().Kind() == reflect.Uint8:
		to.Set(reflect.ValueOf(bytes.Clone(inner)))
	}
	return nil
}

// child reads an element within.
func (e *element) child(start *StartElement) error {
	if e.to.IsValid() {
		if done, err := e.descend(nil, start); done || err != nil {
			return err
		}
		if e.toAny.IsValid() {
			return e.d.value(e.toAny, start)
		}
	}
	return e.d.Skip()
}

// descend reads an element, which stands in those of path, if it is a field's or on the path
// of one.
func (e *element) descend(path []string, start *StartElement) (done bool, err error) {
	depth := len(path)
	for i := range e.l.fields {
		f := &e.l.fields[i]
		if !f.element() || len(f.path) < depth || f.space != "" && f.space != start.Name.Space || !slices.Equal(f.path[:depth], path) {
			continue
		}
		if len(f.path) == depth && f.name == start.Name.Local {
			return true, e.d.value(f.of(e.to, true), start)
		}
		if len(f.path) > depth && f.path[depth] == start.Name.Local {
			return true, e.walk(f.path[:depth+1])
		}
	}
	return false, nil
}

// walk reads the elements of one that is on the path of fields.
func (e *element) walk(path []string) error {
	for {
		t, err := e.d.Token()
		if err != nil {
			return err
		}
		switch t := t.(type) {
		case StartElement:
			done, err := e.descend(path, &t)
			if err == nil && !done {
				err = e.d.Skip()
			}
			if err != nil {
				return err
			}
		case EndElement:
			return nil
		}
	}
}

// setParsed sets v to a text, by its own method if it has one.
func setParsed(v reflect.Value, text []byte) error {
	if u, ok := methods[encoding.TextUnmarshaler](v); ok {
		return u.UnmarshalText(text)
	}
	return setText(v, text)
}

// setText sets v to a text; no text is the zero value.
func setText(v reflect.Value, text []byte) error {
	t := v.Type()
	v = made(v)
	word := strings.TrimSpace(string(text))
	if len(text) == 0 && (v.CanInt() || v.CanUint() || v.CanFloat() || v.Kind() == reflect.Bool) {
		v.SetZero()
		return nil
	}
	var err error
	switch {
	case v.CanInt():
		var n int64
		if n, err = strconv.ParseInt(word, 10, v.Type().Bits()); err == nil {
			v.SetInt(n)
		}
	case v.CanUint():
		var n uint64
		if n, err = strconv.ParseUint(word, 10, v.Type().Bits()); err == nil {
			v.SetUint(n)
		}
	case v.CanFloat():
		var x float64
		if x, err = strconv.ParseFloat(word, v.Type().Bits()); err == nil {
			v.SetFloat(x)
		}
	case v.Kind() == reflect.Bool:
		var b bool
		if b, err = strconv.ParseBool(word); err == nil {
			v.SetBool(b)
		}
	case v.Kind() == reflect.String:
		v.SetString(string(text))
	case v.Kind() == reflect.Slice:
		v.SetBytes(append([]byte{}, text...))
	default:
		err = errors.New("cannot unmarshal into " + t.String())
	}
	return err
}
