//go:build gopherscope

package json

import (
	"bytes"
	"encoding"
	"encoding/base64"
	"fmt"
	"reflect"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Unmarshal sets what v, a pointer, points to from JSON. What does not fit is left, and the
// first such fault returned.
func Unmarshal(data []byte, v any) error {
	if fault, offset := check(data); fault != "" {
		return &SyntaxError{fault, offset}
	}
	return (&decoder{data: data}).decode(v)
}

// A decoder walks valid JSON.
type decoder struct {
	data      []byte
	off       int // bytes read
	useNumber bool
	strict    bool         // unknown members are faults
	fault     error        // the first
	within    reflect.Type // the struct that is being set
	path      []string     // its field, from the outermost struct
}

func (d *decoder) decode(v any) error {
	rv := reflect.ValueOf(v)
	if rv.Kind() != reflect.Pointer || rv.IsNil() {
		return &InvalidUnmarshalError{reflect.TypeOf(v)}
	}
	d.space()
	if err := d.value(rv); err != nil {
		return d.located(err)
	}
	return d.fault
}

// located completes an error with the field that it is about.
func (d *decoder) located(err error) error {
	if e, ok := err.(*UnmarshalTypeError); ok && d.within != nil {
		e.Struct = d.within.Name()
		path := d.path
		if e.Field != "" {
			path = append(path[:len(path):len(path)], e.Field)
		}
		e.Field = strings.Join(path, ".")
	}
	return err
}

func (d *decoder) save(err error) {
	if d.fault == nil {
		d.fault = d.located(err)
	}
}

func (d *decoder) saveType(what string, t reflect.Type) {
	d.save(&UnmarshalTypeError{Value: what, Type: t, Offset: int64(d.off)})
}

// space passes over white space.
func (d *decoder) space() {
	for d.off < len(d.data) && d.data[d.off] <= ' ' {
		d.off++
	}
}

// token returns the byte after white space and passes over it.
func (d *decoder) token() byte {
	d.space()
	c := d.data[d.off]
	d.off++
	return c
}

// literal passes over a string, a number or a word and returns it.
func (d *decoder) literal() []byte {
	start := d.off
	if d.data[start] != '"' {
		for d.off < len(d.data) {
			switch c := d.data[d.off]; {
			case c == ',' || c == ']' || c == '}' || c <= ' ':
				return d.data[start:d.off]
			}
			d.off++
		}
		return d.data[start:]
	}
	for d.off++; ; {
		d.off += bytes.IndexByte(d.data[d.off:], '"')
		escapes := 0
		for i := d.off - 1; d.data[i] == '\\'; i-- {
			escapes++
		}
		d.off++
		if escapes%2 == 0 {
			return d.data[start:d.off]
		}
	}
}

// skip passes over a value and returns it.
func (d *decoder) skip() []byte {
	start := d.off
	for depth := 0; ; {
		switch c := d.data[d.off]; c {
		case '[', '{':
			depth++
			d.off++
		case ']', '}':
			depth--
			d.off++
		case ',', ':', ' ', '\t', '\n', '\r':
			d.off++
			continue
		default:
			d.literal()
		}
		if depth == 0 {
			return d.data[start:d.off]
		}
	}
}

// stringOf returns what a string literal stands for.
func stringOf(literal []byte) (string, bool) {
	if n := len(literal); n >= 2 && literal[0] == '"' && bytes.IndexByte(literal, '\\') < 0 && utf8.Valid(literal) {
		inner := literal[1 : n-1]
		plain := literal[n-1] == '"' && bytes.IndexByte(inner, '"') < 0
		for i := 0; plain && i < len(inner); i++ {
			plain = inner[i] >= ' '
		}
		if plain {
			return string(inner), true
		}
	}
	return unquote(literal)
}

// value sets v to the value that begins here. No v passes over it.
func (d *decoder) value(v reflect.Value) error {
	if !v.IsValid() {
		d.skip()
		return nil
	}
	switch d.data[d.off] {
	case '[':
		return d.array(v)
	case '{':
		return d.object(v)
	}
	return d.store(d.literal(), v, false)
}

// settle follows v's pointers, making what they point to, up to a value that is set from
// JSON or that reads JSON or text by itself. null stops at the last pointer.
func settle(v reflect.Value, null bool) (Unmarshaler, encoding.TextUnmarshaler, reflect.Value) {
	start, addressed := v, false
	if v.Kind() != reflect.Pointer && v.Type().PkgPath() != "" && v.CanAddr() {
		v, addressed = v.Addr(), true // *T may have the method
	}
	for {
		if v.Kind() == reflect.Interface && !v.IsNil() {
			if e := v.Elem(); e.Kind() == reflect.Pointer && !e.IsNil() && (!null || e.Elem().Kind() == reflect.Pointer) {
				v, addressed = e, false
				continue
			}
		}
		if v.Kind() != reflect.Pointer || null && v.CanSet() {
			return nil, nil, v
		}
		if e := v.Elem(); e.Kind() == reflect.Interface && e.Elem().IsValid() && e.Elem().Kind() == reflect.Pointer && e.Elem().UnsafePointer() == v.UnsafePointer() {
			return nil, nil, e // it points to itself
		}
		if v.IsNil() {
			v.Set(reflect.New(v.Type().Elem()))
		}
		if v.CanInterface() && v.Type().NumMethod() > 0 {
			i := v.Interface()
			if u, ok := i.(Unmarshaler); ok {
				return u, nil, reflect.Value{}
			}
			if u, ok := i.(encoding.TextUnmarshaler); ok && !null {
				return nil, u, reflect.Value{}
			}
		}
		if addressed {
			v, addressed = start, false
		} else {
			v = v.Elem()
		}
	}
}

// settleComposite is settle for an array or an object, what, that begins here. done tells
// that it is dealt with.
func (d *decoder) settleComposite(v reflect.Value, what string) (to reflect.Value, done bool, err error) {
	u, ut, to := settle(v, false)
	switch {
	case u != nil:
		return to, true, u.UnmarshalJSON(d.skip())
	case ut != nil:
		d.refuse(what, v.Type())
		return to, true, nil
	case to.Kind() == reflect.Interface && to.Type().NumMethod() == 0:
		to.Set(reflect.ValueOf(d.plain()))
		return to, true, nil
	}
	return to, false, nil
}

// refuse passes over an array or object that does not fit type t.
func (d *decoder) refuse(what string, t reflect.Type) {
	d.save(&UnmarshalTypeError{Value: what, Type: t, Offset: int64(d.off + 1)})
	d.skip()
}

func (d *decoder) array(v reflect.Value) error {
	v, done, err := d.settleComposite(v, "array")
	if done {
		return err
	}
	slice := v.Kind() == reflect.Slice
	if !slice && v.Kind() != reflect.Array {
		d.refuse("array", v.Type())
		return nil
	}
	d.off++
	n := 0
	for d.space(); d.data[d.off] != ']'; d.space() {
		var to reflect.Value
		if slice && n >= v.Cap() {
			v.Grow(1)
		}
		if slice && n >= v.Len() {
			v.SetLen(n + 1)
		}
		if n < v.Len() {
			to = v.Index(n)
		}
		if err := d.value(to); err != nil {
			return err
		}
		n++
		if d.space(); d.data[d.off] == ',' {
			d.off++
		}
	}
	d.off++
	switch {
	case slice && n == 0:
		v.Set(reflect.MakeSlice(v.Type(), 0, 0))
	case slice && n < v.Len():
		v.SetLen(n)
	case !slice:
		for i := n; i < v.Len(); i++ {
			v.Index(i).SetZero()
		}
	}
	return nil
}

func (d *decoder) object(v reflect.Value) error {
	v, done, err := d.settleComposite(v, "object")
	if done {
		return err
	}
	t := v.Type()
	switch {
	case t.Kind() == reflect.Struct:
		return d.structure(v)
	case t.Kind() == reflect.Map && (stringKeys(t.Key()) || reflect.PointerTo(t.Key()).Implements(textUnmarshalerType)):
		return d.mapping(v)
	}
	d.refuse("object", t)
	return nil
}

// members calls do for each member of the object that begins here, at its value. start is
// the offset of its name.
func (d *decoder) members(do func(name string, literal []byte, start int) error) error {
	d.off++
	for d.space(); d.data[d.off] != '}'; d.space() {
		start := d.off
		literal := d.literal()
		name, _ := stringOf(literal)
		d.token() // :
		d.space()
		if err := do(name, literal, start); err != nil {
			return err
		}
		if d.space(); d.data[d.off] == ',' {
			d.off++
		}
	}
	d.off++
	return nil
}

func (d *decoder) mapping(v reflect.Value) error {
	t := v.Type()
	if v.IsNil() {
		v.Set(reflect.MakeMap(t))
	}
	byText := t.Key().PkgPath() != "" && reflect.PointerTo(t.Key()).Implements(textUnmarshalerType)
	return d.members(func(name string, literal []byte, start int) error {
		elem := reflect.New(t.Elem()).Elem()
		if err := d.value(elem); err != nil {
			return err
		}
		key := reflect.New(t.Key())
		if byText {
			if err := d.store(literal, key, true); err != nil {
				return err
			}
		} else if !setKey(key.Elem(), name) {
			d.save(&UnmarshalTypeError{Value: "number " + name, Type: t.Key(), Offset: int64(start + 1)})
			return nil
		}
		v.SetMapIndex(key.Elem(), elem)
		return nil
	})
}

// setKey sets the key of a map from a member's name; false if that is no such number.
func setKey(key reflect.Value, name string) bool {
	switch {
	case key.CanInt():
		n, err := strconv.ParseInt(name, 10, 64)
		if err != nil || key.OverflowInt(n) {
			return false
		}
		key.SetInt(n)
	case key.CanUint():
		n, err := strconv.ParseUint(name, 10, 64)
		if err != nil || key.OverflowUint(n) {
			return false
		}
		key.SetUint(n)
	default:
		key.SetString(name)
	}
	return true
}

func (d *decoder) structure(v reflect.Value) error {
	fields := fieldsOf(v.Type())
	within, depth := d.within, len(d.path)
	return d.members(func(name string, _ []byte, _ int) error {
		var to reflect.Value
		quoted := false
		if f := findField(fields, name); f != nil {
			to, quoted = d.enter(v, f)
		} else if d.strict {
			d.save(fmt.Errorf("json: unknown field %q", name))
		}
		if err := d.memberValue(to, quoted); err != nil {
			return err
		}
		d.within, d.path = within, d.path[:depth]
		return nil
	})
}

// enter returns the variable of a field, making the embedded structs on the way.
func (d *decoder) enter(v reflect.Value, f *field) (to reflect.Value, quoted bool) {
	to, quoted = v, f.quoted
	for i, x := range f.index {
		if to.Kind() == reflect.Pointer {
			if to.IsNil() {
				if !to.CanSet() {
					d.save(fmt.Errorf("json: cannot set embedded pointer to unexported struct: %v", to.Type().Elem()))
					to, quoted = reflect.Value{}, false
					break
				}
				to.Set(reflect.New(to.Type().Elem()))
			}
			to = to.Elem()
		}
		if i < len(f.index)-1 {
			d.path = append(d.path, to.Type().Field(x).Name)
		}
		to = to.Field(x)
	}
	d.within = v.Type()
	d.path = append(d.path, f.name)
	return to, quoted
}

// memberValue sets a field; quoted says that the value is in a string.
func (d *decoder) memberValue(to reflect.Value, quoted bool) error {
	if !quoted {
		return d.value(to)
	}
	switch d.data[d.off] {
	case 'n':
		return d.store(d.literal(), to, false)
	case '"':
		s, _ := stringOf(d.literal())
		return d.store([]byte(s), to, true)
	}
	d.skip()
	d.save(fmt.Errorf("json: invalid use of ,string struct tag, trying to unmarshal unquoted value into %v", to.Type()))
	return nil
}

// store sets v to a literal. One that was quoted may be anything.
func (d *decoder) store(item []byte, v reflect.Value, quoted bool) error {
	misuse := func(t reflect.Type) error {
		return fmt.Errorf("json: invalid use of ,string struct tag, trying to unmarshal %q into %v", item, t)
	}
	if len(item) == 0 {
		d.save(misuse(v.Type()))
		return nil
	}
	c := item[0]
	u, ut, to := settle(v, c == 'n')
	switch {
	case u != nil:
		return u.UnmarshalJSON(item)
	case ut != nil && c == '"':
		s, ok := stringOf(item)
		if !ok {
			return misuse(v.Type())
		}
		return ut.UnmarshalText([]byte(s))
	case ut != nil && quoted:
		d.save(misuse(v.Type()))
		return nil
	case ut != nil:
		d.saveType(kindOf(c), v.Type())
		return nil
	}
	t := to.Type()
	open := to.Kind() == reflect.Interface && to.Type().NumMethod() == 0
	switch c {
	case 'n':
		if quoted && string(item) != "null" {
			d.save(misuse(t))
			break
		}
		switch to.Kind() {
		case reflect.Interface, reflect.Pointer, reflect.Map, reflect.Slice:
			to.SetZero()
		}
	case 't', 'f':
		switch {
		case quoted && string(item) != "true" && string(item) != "false":
			d.save(misuse(t))
		case to.Kind() == reflect.Bool:
			to.SetBool(c == 't')
		case open:
			to.Set(reflect.ValueOf(c == 't'))
		case quoted && to.Kind() != reflect.Interface:
			d.save(misuse(t))
		default:
			d.saveType("bool", t)
		}
	case '"':
		s, ok := stringOf(item)
		switch {
		case !ok:
			return misuse(t)
		case to.Kind() == reflect.Slice && t.Elem().Kind() == reflect.Uint8:
			b, err := base64.StdEncoding.DecodeString(s)
			if err != nil {
				d.save(err)
				break
			}
			to.SetBytes(b)
		case to.Kind() == reflect.String:
			if t == numberType && !validNumber(s) {
				return fmt.Errorf("json: invalid number literal, trying to unmarshal %q into Number", item)
			}
			to.SetString(s)
		case open:
			to.Set(reflect.ValueOf(s))
		default:
			d.saveType("string", t)
		}
	default:
		if c != '-' && (c < '0' || c > '9') {
			return misuse(t)
		}
		return d.number(string(item), to, quoted, misuse)
	}
	return nil
}

func (d *decoder) number(s string, to reflect.Value, quoted bool, misuse func(reflect.Type) error) error {
	fits := true
	switch {
	case to.Kind() == reflect.Interface:
		n, err := d.convert(s)
		switch {
		case err != nil:
			d.save(err)
		case to.Type().NumMethod() != 0:
			d.saveType("number", to.Type())
		default:
			to.Set(reflect.ValueOf(n))
		}
	case to.CanInt():
		n, err := strconv.ParseInt(s, 10, 64)
		if fits = err == nil && !to.OverflowInt(n); fits {
			to.SetInt(n)
		}
	case to.CanUint():
		n, err := strconv.ParseUint(s, 10, 64)
		if fits = err == nil && !to.OverflowUint(n); fits {
			to.SetUint(n)
		}
	case to.CanFloat():
		n, err := strconv.ParseFloat(s, to.Type().Bits())
		if fits = err == nil && !to.OverflowFloat(n); fits {
			to.SetFloat(n)
		}
	case to.Type() == numberType:
		to.SetString(s)
	case quoted:
		return misuse(to.Type())
	default:
		d.saveType("number", to.Type())
	}
	if !fits {
		d.saveType("number "+s, to.Type())
	}
	return nil
}

// kindOf names the kind of a literal by its first byte.
func kindOf(c byte) string {
	switch c {
	case 'n':
		return "null"
	case 't', 'f':
		return "bool"
	}
	return "number"
}

// convert returns a number for an interface.
func (d *decoder) convert(s string) (any, error) {
	if d.useNumber {
		return Number(s), nil
	}
	f, err := strconv.ParseFloat(s, 64)
	if err != nil {
		// The byte after the number has been looked at.
		return nil, &UnmarshalTypeError{Value: "number " + s, Type: reflect.TypeFor[float64](), Offset: int64(d.off + 1)}
	}
	return f, nil
}

// plain returns the value that begins here as maps, slices and literals.
func (d *decoder) plain() any {
	switch d.data[d.off] {
	case '{':
		m := map[string]any{}
		d.members(func(name string, _ []byte, _ int) error {
			m[name] = d.plain()
			return nil
		})
		return m
	case '[':
		list := []any{}
		d.off++
		for d.space(); d.data[d.off] != ']'; d.space() {
			list = append(list, d.plain())
			if d.space(); d.data[d.off] == ',' {
				d.off++
			}
		}
		d.off++
		return list
	}
	item := d.literal()
	switch item[0] {
	case 'n':
		return nil
	case 't', 'f':
		return item[0] == 't'
	case '"':
		s, _ := stringOf(item)
		return s
	}
	n, err := d.convert(string(item))
	if err != nil {
		d.save(err)
	}
	return n
}
