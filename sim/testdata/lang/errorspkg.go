// Errors: wrapping, Is, As, Join, custom types, nil inside an interface.
package main

import (
	"errors"
	"fmt"
)

var errNotFound = errors.New("not found")

type opError struct {
	op  string
	err error
}

func (e *opError) Error() string { return e.op + ": " + e.err.Error() }
func (e *opError) Unwrap() error { return e.err }

type temporary interface{ Temporary() bool }

type netError struct{ temp bool }

func (n netError) Error() string   { return "net error" }
func (n netError) Temporary() bool { return n.temp }
func (n netError) Is(target error) bool {
	return target == errNotFound && n.temp
}

func find(key string) error {
	if key == "" {
		return &opError{"find", errNotFound}
	}
	return nil
}

func mayFail(fail bool) error {
	var e *opError
	if fail {
		e = &opError{"x", errNotFound}
	}
	return e
}

func main() {
	err := fmt.Errorf("layer 2: %w", fmt.Errorf("layer 1: %w", find("")))
	fmt.Println(err)
	fmt.Println(errors.Is(err, errNotFound), errors.Unwrap(errors.Unwrap(err)) == find(""), find("k") == nil)
	var oe *opError
	fmt.Println(errors.As(err, &oe), oe.op, errors.As(errNotFound, &oe))
	joined := errors.Join(errNotFound, nil, netError{true})
	fmt.Println(joined, errors.Is(joined, errNotFound), errors.Join(nil, nil) == nil)
	var t temporary
	fmt.Println(errors.As(joined, &t), t.Temporary(), errors.Is(netError{true}, errNotFound), errors.Is(netError{}, errNotFound))
	both := fmt.Errorf("two: %w and %w", errNotFound, netError{})
	fmt.Println(both, errors.Is(both, errNotFound), errors.Unwrap(both) == nil)
	fmt.Println(mayFail(false) == nil, mayFail(true) == nil, errors.New("a") == errors.New("a"))
	fmt.Printf("%v %s %q %+v\n", errNotFound, errNotFound, errNotFound, &opError{"o", errNotFound})
	defer func() {
		err := recover().(error)
		fmt.Println("recovered:", err, errors.Is(err, errNotFound))
	}()
	panic(err)
}
