//go:build gopherscope

package xml

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"sync"
)

// A field of a struct, and what part of the element it is.
type field struct {
	index     []int
	name      string
	space     string
	mode      mode
	omitEmpty bool
	path      []string // elements around the field's
}

// A mode is a part of an element.
type mode int

const (
	asElement mode = iota
	asAttr
	asCDATA
	asText
	asInner
	asComment
	asAny     // an element of any name
	asAnyAttr // an attribute of any name
)

// element tells whether the field is an element of its own.
func (f *field) element() bool { return f.mode == asElement || f.mode == asAny }

// A layout is how a struct stands in XML.
type layout struct {
	xmlName *field // the field XMLName
	fields  []field
}

var (
	layouts  sync.Map // *layout by reflect.Type
	nameType = reflect.TypeFor[Name]()
	attrType = reflect.TypeFor[Attr]()
)

// layoutOf returns the layout of a type, an empty one of what is no struct.
func layoutOf(t reflect.Type) (*layout, error) {
	if l, ok := layouts.Load(t); ok {
		return l.(*layout), nil
	}
	l := &layout{}
	if t.Kind() == reflect.Struct && t != nameType {
		for i := range t.NumField() {
			if err := l.take(t, i); err != nil {
				return nil, err
			}
		}
	}
	layouts.Store(t, l)
	return l, nil
}

// take adds field i of struct t; the fields of an embedded struct are t's.
func (l *layout) take(t reflect.Type, i int) error {
	sf := t.Field(i)
	if !sf.IsExported() && !sf.Anonymous || sf.Tag.Get("xml") == "-" {
		return nil
	}
	inner := sf.Type
	if inner.Kind() == reflect.Pointer {
		inner = inner.Elem()
	}
	if sf.Anonymous && inner.Kind() == reflect.Struct {
		il, err := layoutOf(inner)
		if err != nil {
			return err
		}
		if l.xmlName == nil {
			l.xmlName = il.xmlName
		}
		for _, f := range il.fields {
			f.index = append([]int{i}, f.index...)
			if err := l.add(t, f); err != nil {
				return err
			}
		}
		return nil
	}
	f, err := newField(t, sf)
	if err != nil {
		return err
	}
	if sf.Name == "XMLName" {
		l.xmlName = f
		return nil
	}
	return l.add(t, *f)
}

// newField reads the tag of a field of t.
func newField(t reflect.Type, sf reflect.StructField) (*field, error) {
	whole := sf.Tag.Get("xml")
	f := &field{index: sf.Index}
	tag := whole
	if space, rest, ok := strings.Cut(tag, " "); ok {
		f.space, tag = space, rest
	}
	tag, options, some := strings.Cut(tag, ",")
	if some && !f.options(options, tag, sf.Name == "XMLName") {
		return nil, fmt.Errorf("xml: invalid tag in field %s of type %s: %q", sf.Name, t, whole)
	}
	if f.space != "" && tag == "" {
		return nil, fmt.Errorf("xml: namespace without name in field %s of type %s: %q", sf.Name, t, whole)
	}
	if sf.Name == "XMLName" {
		f.name = tag
		return f, nil
	}
	own := ownName(sf.Type)
	if tag == "" {
		f.name = sf.Name
		if own != nil {
			f.space, f.name = own.space, own.name
		}
		return f, nil
	}
	path := strings.Split(tag, ">")
	if path[0] == "" {
		path[0] = sf.Name
	}
	last := len(path) - 1
	f.name, f.path = path[last], path[:last]
	switch {
	case f.name == "":
		return nil, fmt.Errorf("xml: trailing '>' in field %s of type %s", sf.Name, t)
	case last > 0 && !f.element():
		return nil, fmt.Errorf("xml: %s chain not valid with %s flag", tag, options)
	case f.element() && own != nil && own.name != f.name:
		return nil, fmt.Errorf("xml: name %q in tag of %s.%s conflicts with name %q in %s.XMLName", f.name, t, sf.Name, own.name, sf.Type)
	}
	return f, nil
}

// options sets the mode from a tag's options; false if they do not go together.
func (f *field) options(options, name string, isXMLName bool) bool {
	var modes []mode
	for option := range strings.SplitSeq(options, ",") {
		m := asElement
		switch option {
		case "attr":
			m = asAttr
		case "cdata":
			m = asCDATA
		case "chardata":
			m = asText
		case "innerxml":
			m = asInner
		case "comment":
			m = asComment
		case "any":
			m = asAny
		case "omitempty":
			f.omitEmpty = true
		}
		if m != asElement && !slices.Contains(modes, m) {
			modes = append(modes, m)
		}
	}
	slices.Sort(modes)
	switch {
	case len(modes) == 1:
		f.mode = modes[0]
	case slices.Equal(modes, []mode{asAttr, asAny}):
		f.mode = asAnyAttr
	case len(modes) > 1:
		return false
	}
	if f.mode != asElement && (isXMLName || name != "" && f.mode != asAttr) {
		return false
	}
	return !f.omitEmpty || f.element() || f.mode == asAttr || f.mode == asAnyAttr
}

// ownName returns the field XMLName of a struct that names its element, or nil.
func ownName(t reflect.Type) *field {
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	if t.Kind() != reflect.Struct {
		return nil
	}
	for i := range t.NumField() {
		if sf := t.Field(i); sf.Name == "XMLName" {
			if f, err := newField(t, sf); err == nil && f.name != "" {
				return f
			}
			break
		}
	}
	return nil
}

// clashes tells whether the path of one field is that of the other, or begins it.
func clashes(a, b *field) bool {
	if a.mode != b.mode || a.space != "" && b.space != "" && a.space != b.space {
		return false
	}
	n := min(len(a.path), len(b.path))
	if !slices.Equal(a.path[:n], b.path[:n]) {
		return false
	}
	switch {
	case len(a.path) > n:
		return a.path[n] == b.name
	case len(b.path) > n:
		return b.path[n] == a.name
	}
	return a.name == b.name && a.space == b.space
}

// add adds a field of t, or of a struct embedded in it. Of two that clash the shallower stays.
func (l *layout) add(t reflect.Type, f field) error {
	var rival *field // one as deep as f
	for i := range l.fields {
		old := &l.fields[i]
		switch {
		case !clashes(old, &f):
		case len(old.index) < len(f.index):
			return nil
		case len(old.index) == len(f.index) && rival == nil:
			rival = old
		}
	}
	if rival != nil {
		f1, f2 := t.FieldByIndex(rival.index), t.FieldByIndex(f.index)
		return &TagPathError{t, f1.Name, f1.Tag.Get("xml"), f2.Name, f2.Tag.Get("xml")}
	}
	l.fields = slices.DeleteFunc(l.fields, func(old field) bool { return clashes(&old, &f) })
	l.fields = append(l.fields, f)
	return nil
}

// of returns the field in struct v. Embedded pointers that are nil are made, or else give no
// Value.
func (f *field) of(v reflect.Value, make bool) reflect.Value {
	for i, x := range f.index {
		if i > 0 && v.Kind() == reflect.Pointer && v.Type().Elem().Kind() == reflect.Struct {
			if v.IsNil() {
				if !make {
					return reflect.Value{}
				}
				v.Set(reflect.New(v.Type().Elem()))
			}
			v = v.Elem()
		}
		v = v.Field(x)
	}
	return v
}
