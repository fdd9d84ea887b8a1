//go:build gopherscope

package fmt

import "errors"

// Errorf returns an error with a formatted text. The operands of %w verbs are what it wraps.
func Errorf(format string, a ...any) error {
	p := newPrinter()
	p.wraps = true
	p.printf(format, a)
	s := string(p.buf)
	wrapped := p.wrapped
	p.done()
	switch len(wrapped) {
	case 0:
		return errors.New(s)
	case 1:
		w := &wrapError{msg: s}
		w.err, _ = a[wrapped[0]].(error)
		return w
	}
	sort(wrapped)
	w := &wrapErrors{msg: s}
	for i, n := range wrapped {
		if i > 0 && n == wrapped[i-1] {
			continue
		}
		if err, ok := a[n].(error); ok {
			w.errs = append(w.errs, err)
		}
	}
	return w
}

// sort puts the few numbers of a in order.
func sort(a []int) {
	for i := range a {
		for j := i; j > 0 && a[j] < a[j-1]; j-- {
			a[j], a[j-1] = a[j-1], a[j]
		}
	}
}

type wrapError struct {
	msg string
	err error
}

func (e *wrapError) Error() string { return e.msg }
func (e *wrapError) Unwrap() error { return e.err }

type wrapErrors struct {
	msg  string
	errs []error
}

func (e *wrapErrors) Error() string   { return e.msg }
func (e *wrapErrors) Unwrap() []error { return e.errs }
