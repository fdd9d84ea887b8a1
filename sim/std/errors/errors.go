//go:build gopherscope

// Package errors makes and examines errors.
package errors

import "internal/rt"

// New returns an error with a text. Each is different from all others.
func New(text string) error { return &errorString{text} }

type errorString struct{ s string }

func (e *errorString) Error() string { return e.s }

// ErrUnsupported says that an operation cannot be done here.
var ErrUnsupported = New("unsupported operation")

// Unwrap returns the error that err wraps, or nil.
func Unwrap(err error) error {
	if u, ok := err.(interface{ Unwrap() error }); ok {
		return u.Unwrap()
	}
	return nil
}

// Is tells whether err or an error that it wraps, however deep, is target: equal to it, or
// of the opinion itself, by a method Is.
func Is(err, target error) bool {
	if err == nil || target == nil {
		return err == target
	}
	comparable := rt.Comparable(rt.TypeOf(target))
	return find(err, func(err error) bool {
		if comparable && err == target {
			return true
		}
		i, ok := err.(interface{ Is(error) bool })
		return ok && i.Is(target)
	})
}

// As finds the first of err and the errors that it wraps that can be assigned to the
// variable target points to, and assigns it.
func As(err error, target any) bool {
	if err == nil {
		return false
	}
	if target == nil {
		panic("errors: target cannot be nil")
	}
	if rt.KindOf(target) != rt.Pointer || rt.AsUint(target) == 0 {
		panic("errors: target must be a non-nil pointer")
	}
	return find(err, func(err error) bool {
		if rt.Assign(target, err) {
			return true
		}
		a, ok := err.(interface{ As(any) bool })
		return ok && a.As(target)
	})
}

// AsType returns the first of err and the errors that it wraps that is an E.
func AsType[E error](err error) (E, bool) {
	var found E
	ok := find(err, func(err error) bool {
		if e, ok := err.(E); ok {
			found = e
			return true
		}
		a, ok := err.(interface{ As(any) bool })
		return ok && a.As(&found)
	})
	return found, ok
}

// find calls match for err and all errors it wraps, each before those it wraps itself, and
// stops at the first that matches.
func find(err error, match func(error) bool) bool {
	for err != nil {
		if match(err) {
			return true
		}
		switch u := err.(type) {
		case interface{ Unwrap() error }:
			err = u.Unwrap()
		case interface{ Unwrap() []error }:
			for _, err := range u.Unwrap() {
				if find(err, match) {
					return true
				}
			}
			return false
		default:
			return false
		}
	}
	return false
}

// Join returns an error that wraps all errs that are not nil, or nil if there are none. Its
// text is theirs, a line each.
func Join(errs ...error) error {
	var list []error
	for _, err := range errs {
		if err != nil {
			list = append(list, err)
		}
	}
	if list == nil {
		return nil
	}
	return &joinError{list}
}

type joinError struct{ errs []error }

func (e *joinError) Unwrap() []error { return e.errs }

func (e *joinError) Error() string {
	text := e.errs[0].Error()
	for _, err := range e.errs[1:] {
		text += "\n" + err.Error()
	}
	return text
}
