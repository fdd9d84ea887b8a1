//go:build gopherscope

package json

import (
	"encoding"
	"encoding/base64"
	"errors"
	"fmt"
	"math"
	"reflect"
	"slices"
	"strconv"
	"strings"
)

// Marshal returns v as JSON.
func Marshal(v any) ([]byte, error) { return marshal(v, true) }

// MarshalIndent returns v as JSON as Indent writes it.
func MarshalIndent(v any, prefix, indentation string) ([]byte, error) {
	b, err := Marshal(v)
	if err != nil {
		return nil, err
	}
	b, fault, offset := indent(b, prefix, indentation)
	return b, syntaxError(fault, offset)
}

func marshal(v any, escapeHTML bool) ([]byte, error) {
	e := &encoder{escapeHTML: escapeHTML}
	if err := e.value(reflect.ValueOf(v), false); err != nil {
		return nil, err
	}
	return e.buf, nil
}

// cycleDepth is how deep pointers, maps and slices are followed before they are checked for
// cycles.
const cycleDepth = 1000

// An encoder appends JSON to buf.
type encoder struct {
	buf        []byte
	escapeHTML bool
	depth      int
	within     map[any]bool // the pointers, maps and slices that are being written, from cycleDepth on
}

var (
	marshalerType       = reflect.TypeFor[Marshaler]()
	textMarshalerType   = reflect.TypeFor[encoding.TextMarshaler]()
	textUnmarshalerType = reflect.TypeFor[encoding.TextUnmarshaler]()
	zeroerType          = reflect.TypeFor[zeroer]()
	numberType          = reflect.TypeFor[Number]()
)

// A zeroer knows whether it is zero.
type zeroer interface{ IsZero() bool }

func (e *encoder) text(s string)   { e.buf = append(e.buf, s...) }
func (e *encoder) string(s string) { e.buf = append(e.buf, quote(s, e.escapeHTML)...) }

// bare writes what needs no escapes, in a string if quoted.
func (e *encoder) bare(s string, quoted bool) error {
	if quoted {
		s = `"` + s + `"`
	}
	e.text(s)
	return nil
}

// value writes v; quoted puts a number, a bool or a string into a string.
func (e *encoder) value(v reflect.Value, quoted bool) error {
	if !v.IsValid() {
		return e.bare("null", false)
	}
	if done, err := e.byMethod(v); done {
		return err
	}
	switch v.Kind() {
	case reflect.Bool:
		return e.bare(strconv.FormatBool(v.Bool()), quoted)
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return e.bare(strconv.FormatInt(v.Int(), 10), quoted)
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64, reflect.Uintptr:
		return e.bare(strconv.FormatUint(v.Uint(), 10), quoted)
	case reflect.Float32, reflect.Float64:
		return e.float(v, quoted)
	case reflect.String:
		return e.stringValue(v, quoted)
	case reflect.Interface:
		return e.value(v.Elem(), quoted)
	case reflect.Struct:
		return e.structure(v)
	case reflect.Array:
		return e.list(v)
	case reflect.Map:
		if !stringKeys(v.Type().Key()) && !v.Type().Key().Implements(textMarshalerType) {
			return &UnsupportedTypeError{v.Type()}
		}
	case reflect.Pointer, reflect.Slice:
	default:
		return &UnsupportedTypeError{v.Type()}
	}
	if v.IsNil() {
		return e.bare("null", false)
	}
	if v.Kind() == reflect.Slice && isBytes(v.Type()) {
		return e.bare(base64.StdEncoding.EncodeToString(v.Bytes()), true)
	}
	e.depth++
	defer func() { e.depth-- }()
	if e.depth > cycleDepth {
		id := any(v.UnsafePointer())
		if v.Kind() == reflect.Slice {
			id = [2]any{id, v.Len()}
		}
		if e.within[id] {
			return &UnsupportedValueError{v, "encountered a cycle via " + v.Type().String()}
		}
		if e.within == nil {
			e.within = map[any]bool{}
		}
		e.within[id] = true
		defer delete(e.within, id)
	}
	switch v.Kind() {
	case reflect.Map:
		return e.mapping(v)
	case reflect.Slice:
		return e.list(v)
	}
	return e.value(v.Elem(), quoted)
}

// stringKeys tells whether a map with keys of type t can be an object, methods aside.
func stringKeys(t reflect.Type) bool {
	k := t.Kind()
	return k == reflect.String || reflect.Int <= k && k <= reflect.Uintptr
}

// isBytes tells whether slices of type t are written in base64.
func isBytes(t reflect.Type) bool {
	if t.Elem().Kind() != reflect.Uint8 {
		return false
	}
	if t.Elem().Name() == "uint8" {
		return true
	}
	p := reflect.PointerTo(t.Elem())
	return !p.Implements(marshalerType) && !p.Implements(textMarshalerType)
}

// byMethod writes v by a method of its own, if it has one: of *T too where v is a variable.
func (e *encoder) byMethod(v reflect.Value) (done bool, err error) {
	t := v.Type()
	if t.Kind() != reflect.Pointer && t.Kind() != reflect.Interface && t.Name() == "" && t.Kind() != reflect.Struct {
		return false, nil // no methods
	}
	if t.Kind() != reflect.Pointer && t.PkgPath() == "" && t.Name() != "" {
		return false, nil // predeclared
	}
	ptr := t.Kind() != reflect.Pointer && v.CanAddr()
	switch {
	case ptr && reflect.PointerTo(t).Implements(marshalerType):
		return true, e.byMarshaler(v.Addr(), t)
	case t.Implements(marshalerType):
		return true, e.byMarshaler(v, t)
	case ptr && reflect.PointerTo(t).Implements(textMarshalerType):
		return true, e.byTextMarshaler(v.Addr(), t)
	case t.Implements(textMarshalerType):
		return true, e.byTextMarshaler(v, t)
	}
	return false, nil
}

// isNilMethod tells whether a value with a method is a nil pointer or interface.
func isNilMethod(v reflect.Value) bool {
	return (v.Kind() == reflect.Pointer || v.Kind() == reflect.Interface) && v.IsNil()
}

func (e *encoder) byMarshaler(v reflect.Value, t reflect.Type) error {
	if isNilMethod(v) {
		return e.bare("null", false)
	}
	b, err := v.Interface().(Marshaler).MarshalJSON()
	if err == nil {
		c, fault, offset := compact(b, e.escapeHTML)
		e.buf = append(e.buf, c...)
		err = syntaxError(fault, offset)
	}
	if err != nil {
		return &MarshalerError{t, err, "MarshalJSON"}
	}
	return nil
}

func (e *encoder) byTextMarshaler(v reflect.Value, t reflect.Type) error {
	if isNilMethod(v) {
		return e.bare("null", false)
	}
	b, err := v.Interface().(encoding.TextMarshaler).MarshalText()
	if err != nil {
		return &MarshalerError{t, err, "MarshalText"}
	}
	e.string(string(b))
	return nil
}

// float writes as JavaScript does: with an exponent below 1e-6 and from 1e21 on.
func (e *encoder) float(v reflect.Value, quoted bool) error {
	f, bits := v.Float(), v.Type().Bits()
	if math.IsInf(f, 0) || math.IsNaN(f) {
		return &UnsupportedValueError{v, strconv.FormatFloat(f, 'g', -1, bits)}
	}
	format := byte('f')
	abs := math.Abs(f)
	small, large := 1e-6, 1e21
	if bits == 32 {
		small, large = float64(float32(1e-6)), float64(float32(1e21))
	}
	if abs != 0 && (abs < small || abs >= large) {
		format = 'e'
	}
	s := strconv.FormatFloat(f, format, -1, bits)
	if n := len(s); format == 'e' && n >= 4 && s[n-4:n-1] == "e-0" {
		s = s[:n-2] + s[n-1:]
	}
	return e.bare(s, quoted)
}

func (e *encoder) stringValue(v reflect.Value, quoted bool) error {
	s := v.String()
	switch {
	case v.Type() == numberType:
		if s == "" {
			s = "0"
		}
		if !validNumber(s) {
			return fmt.Errorf("json: invalid number literal %q", s)
		}
		return e.bare(s, quoted)
	case quoted:
		e.buf = append(e.buf, quote(string(quote(s, e.escapeHTML)), false)...)
	default:
		e.string(s)
	}
	return nil
}

func (e *encoder) list(v reflect.Value) error {
	e.text("[")
	for i := range v.Len() {
		if i > 0 {
			e.text(",")
		}
		if err := e.value(v.Index(i), false); err != nil {
			return err
		}
	}
	e.text("]")
	return nil
}

func (e *encoder) mapping(v reflect.Value) error {
	type entry struct {
		key string
		v   reflect.Value
	}
	var entries []entry
	for it := v.MapRange(); it.Next(); {
		key, err := keyText(it.Key())
		if err != nil {
			return fmt.Errorf("json: encoding error for type %q: %q", v.Type().String(), err.Error())
		}
		entries = append(entries, entry{key, it.Value()})
	}
	slices.SortFunc(entries, func(a, b entry) int { return strings.Compare(a.key, b.key) })
	e.text("{")
	for i, entry := range entries {
		if i > 0 {
			e.text(",")
		}
		e.string(entry.key)
		e.text(":")
		if err := e.value(entry.v, false); err != nil {
			return err
		}
	}
	e.text("}")
	return nil
}

// keyText returns the member name of a map's key.
func keyText(k reflect.Value) (string, error) {
	if k.Kind() == reflect.String {
		return k.String(), nil
	}
	if m, ok := k.Interface().(encoding.TextMarshaler); ok {
		if isNilMethod(k) {
			return "", nil
		}
		b, err := m.MarshalText()
		return string(b), err
	}
	switch {
	case k.CanInt():
		return strconv.FormatInt(k.Int(), 10), nil
	case k.CanUint():
		return strconv.FormatUint(k.Uint(), 10), nil
	}
	return "", errors.New("unexpected map key type")
}

func (e *encoder) structure(v reflect.Value) error {
	open := "{"
	for _, f := range fieldsOf(v.Type()) {
		fv, ok := member(v, f.index)
		if !ok || f.omitEmpty && isEmpty(fv) || f.omitZero && isZero(fv) {
			continue
		}
		e.text(open)
		open = ","
		name := `"` + f.name + `":`
		if e.escapeHTML && strings.ContainsAny(name, "<>&") {
			name = string(escape([]byte(name)))
		}
		e.text(name)
		if err := e.value(fv, f.quoted); err != nil {
			return err
		}
	}
	if open == "{" {
		e.text(open)
	}
	e.text("}")
	return nil
}

// member returns a field of a struct; ok is false if an embedded pointer on the way is nil.
func member(v reflect.Value, index []int) (f reflect.Value, ok bool) {
	for _, i := range index {
		if v.Kind() == reflect.Pointer {
			if v.IsNil() {
				return v, false
			}
			v = v.Elem()
		}
		v = v.Field(i)
	}
	return v, true
}

// isEmpty is what omitempty asks.
func isEmpty(v reflect.Value) bool {
	switch v.Kind() {
	case reflect.Array, reflect.Map, reflect.Slice, reflect.String:
		return v.Len() == 0
	case reflect.Struct, reflect.Chan, reflect.Func, reflect.Complex64, reflect.Complex128, reflect.UnsafePointer:
		return false
	}
	return v.IsZero()
}

// isZero is what omitzero asks: the type's method IsZero, if it has one.
func isZero(v reflect.Value) bool {
	t := v.Type()
	switch {
	case t.Implements(zeroerType):
		if isNilMethod(v) || t.Kind() == reflect.Interface && v.Elem().Kind() == reflect.Pointer && v.Elem().IsNil() {
			return true
		}
		return v.Interface().(zeroer).IsZero()
	case t.PkgPath() != "" && t.Kind() != reflect.Pointer && reflect.PointerTo(t).Implements(zeroerType):
		if !v.CanAddr() {
			copied := reflect.New(t).Elem()
			copied.Set(v)
			v = copied
		}
		return v.Addr().Interface().(zeroer).IsZero()
	}
	return v.IsZero()
}
