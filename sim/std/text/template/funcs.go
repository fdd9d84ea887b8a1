//go:build gopherscope

package template

import (
	"errors"
	"fmt"
	"reflect"
)

// builtins returns the functions that every template has.
func builtins() map[string]any {
	lazy := func(v reflect.Value, rest ...reflect.Value) reflect.Value { return v } // and, or, call: done by invoke
	return map[string]any{
		"and": lazy, "or": lazy, "call": lazy,
		"html": HTMLEscaper, "js": JSEscaper, "urlquery": URLQueryEscaper,
		"index": index, "slice": slice, "len": length, "not": not,
		"print": fmt.Sprint, "printf": fmt.Sprintf, "println": fmt.Sprintln,
		"eq": eq, "ne": ne, "lt": lt, "le": le, "gt": gt, "ge": ge,
	}
}

func not(v reflect.Value) bool {
	truth, _ := isTrue(content(v))
	return !truth
}

func length(v reflect.Value) (int, error) {
	v, isNil := indirect(v)
	if isNil {
		return 0, errors.New("len of nil pointer")
	}
	switch v.Kind() {
	case reflect.Array, reflect.Chan, reflect.Map, reflect.Slice, reflect.String:
		return v.Len(), nil
	}
	return 0, fmt.Errorf("len of type %s", v.Type())
}

// position returns an index from 0 to limit.
func position(v reflect.Value, limit int) (int, error) {
	i := int64(-1)
	switch {
	case v.CanInt():
		i = v.Int()
	case v.CanUint():
		i = int64(v.Uint())
	case !v.IsValid():
		return 0, errors.New("cannot index slice/array with nil")
	default:
		return 0, fmt.Errorf("cannot index slice/array with type %s", v.Type())
	}
	if i < 0 || i > int64(limit) {
		return 0, fmt.Errorf("index out of range: %d", i)
	}
	return int(i), nil
}

func index(v reflect.Value, indexes ...reflect.Value) (reflect.Value, error) {
	v = content(v)
	if !v.IsValid() {
		return v, errors.New("index of untyped nil")
	}
	for _, x := range indexes {
		x = content(x)
		var isNil bool
		if v, isNil = indirect(v); isNil {
			return reflect.Value{}, errors.New("index of nil pointer")
		}
		switch v.Kind() {
		case reflect.Array, reflect.Slice, reflect.String:
			i, err := position(x, v.Len())
			if err != nil {
				return reflect.Value{}, err
			}
			v = v.Index(i)
		case reflect.Map:
			key, err := prepare(x, v.Type().Key())
			if err != nil {
				return reflect.Value{}, err
			}
			elem := v.MapIndex(key)
			if !elem.IsValid() {
				elem = reflect.Zero(v.Type().Elem())
			}
			v = elem
		default:
			return reflect.Value{}, fmt.Errorf("can't index item of type %s", v.Type())
		}
	}
	return v, nil
}

func slice(v reflect.Value, indexes ...reflect.Value) (reflect.Value, error) {
	v = content(v)
	if !v.IsValid() {
		return v, errors.New("slice of untyped nil")
	}
	v, isNil := indirect(v)
	switch {
	case isNil:
		return reflect.Value{}, errors.New("slice of nil pointer")
	case len(indexes) > 3:
		return reflect.Value{}, fmt.Errorf("too many slice indexes: %d", len(indexes))
	}
	limit := 0
	switch v.Kind() {
	case reflect.String:
		if len(indexes) == 3 {
			return reflect.Value{}, errors.New("cannot 3-index slice a string")
		}
		limit = v.Len()
	case reflect.Array, reflect.Slice:
		limit = v.Cap()
	default:
		return reflect.Value{}, fmt.Errorf("can't slice item of type %s", v.Type())
	}
	at := [3]int{0, v.Len()}
	for i, x := range indexes {
		var err error
		if at[i], err = position(x, limit); err != nil {
			return reflect.Value{}, err
		}
	}
	switch {
	case at[0] > at[1]:
		return reflect.Value{}, fmt.Errorf("invalid slice index: %d > %d", at[0], at[1])
	case len(indexes) < 3:
		return v.Slice(at[0], at[1]), nil
	case at[1] > at[2]:
		return reflect.Value{}, fmt.Errorf("invalid slice index: %d > %d", at[1], at[2])
	}
	return v.Slice3(at[0], at[1], at[2]), nil
}

// prepare returns v as an argument of type t; integers convert to each other.
func prepare(v reflect.Value, t reflect.Type) (reflect.Value, error) {
	if !v.IsValid() {
		if !canBeNil(t) {
			return v, fmt.Errorf("value is nil; should be of type %s", t)
		}
		v = reflect.Zero(t)
	}
	whole := func(k reflect.Kind) bool { return reflect.Int <= k && k <= reflect.Uintptr }
	switch {
	case v.Type().AssignableTo(t):
		return v, nil
	case whole(v.Kind()) && whole(t.Kind()):
		return v.Convert(t), nil
	}
	return v, fmt.Errorf("value has type %s; should be %s", v.Type(), t)
}

// callFunc is the function call: it calls f, which the template knows by a name.
func callFunc(name string, f reflect.Value, args ...reflect.Value) (reflect.Value, error) {
	f = content(f)
	if !f.IsValid() {
		return f, errors.New("call of nil")
	}
	t := f.Type()
	if t.Kind() != reflect.Func {
		return reflect.Value{}, fmt.Errorf("non-function %s of type %s", name, t)
	}
	if err := callable(name, t); err != nil {
		return reflect.Value{}, err
	}
	fixed := t.NumIn()
	switch {
	case t.IsVariadic():
		if fixed--; len(args) < fixed {
			return reflect.Value{}, fmt.Errorf("wrong number of args for %s: got %d want at least %d", name, len(args), fixed)
		}
	case len(args) != fixed:
		return reflect.Value{}, fmt.Errorf("wrong number of args for %s: got %d want %d", name, len(args), fixed)
	}
	values := make([]reflect.Value, len(args))
	for i, arg := range args {
		want := t.In(min(i, t.NumIn()-1))
		if i >= fixed {
			want = want.Elem()
		}
		v, err := prepare(content(arg), want)
		if err != nil {
			return reflect.Value{}, fmt.Errorf("arg %d: %w", i, err)
		}
		values[i] = v
	}
	return safeCall(f, values)
}

// The classes of values that compare with each other.
const (
	classNone = iota
	classBool
	classComplex
	classInt
	classFloat
	classString
	classUint
)

var (
	errBadType  = errors.New("invalid type for comparison")
	errNoSecond = errors.New("missing argument for comparison")
)

func classOf(v reflect.Value) (int, error) {
	switch {
	case v.Kind() == reflect.Bool:
		return classBool, nil
	case v.Kind() == reflect.String:
		return classString, nil
	case v.CanInt():
		return classInt, nil
	case v.CanUint():
		return classUint, nil
	case v.CanFloat():
		return classFloat, nil
	case v.CanComplex():
		return classComplex, nil
	}
	return classNone, errBadType
}

func incompatible(a, b reflect.Value) error {
	return fmt.Errorf("incompatible types for comparison: %v and %v", a.Type(), b.Type())
}

// eq tells whether a equals any of the others.
func eq(a reflect.Value, others ...reflect.Value) (bool, error) {
	a = content(a)
	if len(others) == 0 {
		return false, errNoSecond
	}
	for _, b := range others {
		if equal, err := equalTo(a, content(b)); equal || err != nil {
			return equal, err
		}
	}
	return false, nil
}

func isNil(v reflect.Value) bool {
	return !v.IsValid() || v.Kind() != reflect.Struct && canBeNil(v.Type()) && v.IsNil()
}

func equalTo(a, b reflect.Value) (bool, error) {
	class, _ := classOf(a)
	other, _ := classOf(b)
	switch {
	case class == classInt && other == classUint:
		return a.Int() >= 0 && uint64(a.Int()) == b.Uint(), nil
	case class == classUint && other == classInt:
		return b.Int() >= 0 && a.Uint() == uint64(b.Int()), nil
	case class != other:
		if a.IsValid() && b.IsValid() {
			return false, incompatible(a, b)
		}
		return false, nil
	}
	switch class {
	case classBool:
		return a.Bool() == b.Bool(), nil
	case classComplex:
		return a.Complex() == b.Complex(), nil
	case classInt:
		return a.Int() == b.Int(), nil
	case classFloat:
		return a.Float() == b.Float(), nil
	case classString:
		return a.String() == b.String(), nil
	case classUint:
		return a.Uint() == b.Uint(), nil
	}
	switch {
	case a.Kind() != b.Kind() && a.IsValid() && b.IsValid():
		return false, fmt.Errorf("non-comparable types %s: %v, %s: %v", a, a.Type(), b.Type(), b)
	case isNil(a) || isNil(b):
		return isNil(a) == isNil(b), nil
	case !b.Type().Comparable():
		return false, fmt.Errorf("non-comparable type %s: %v", b, b.Type())
	}
	return a.Interface() == b.Interface(), nil
}

func ne(a, b reflect.Value) (bool, error) {
	equal, err := eq(a, b)
	return !equal, err
}

func lt(a, b reflect.Value) (bool, error) {
	a, b = content(a), content(b)
	class, err := classOf(a)
	if err != nil {
		return false, err
	}
	other, err := classOf(b)
	switch {
	case err != nil:
		return false, err
	case class == classInt && other == classUint:
		return a.Int() < 0 || uint64(a.Int()) < b.Uint(), nil
	case class == classUint && other == classInt:
		return b.Int() >= 0 && a.Uint() < uint64(b.Int()), nil
	case class != other:
		return false, incompatible(a, b)
	}
	switch class {
	case classInt:
		return a.Int() < b.Int(), nil
	case classFloat:
		return a.Float() < b.Float(), nil
	case classString:
		return a.String() < b.String(), nil
	case classUint:
		return a.Uint() < b.Uint(), nil
	}
	return false, errBadType
}

func le(a, b reflect.Value) (bool, error) {
	less, err := lt(a, b)
	if less || err != nil {
		return less, err
	}
	return eq(a, b)
}

func gt(a, b reflect.Value) (bool, error) {
	less, err := le(a, b)
	return err == nil && !less, err
}

func ge(a, b reflect.Value) (bool, error) {
	less, err := lt(a, b)
	return err == nil && !less, err
}
