//go:build gopherscope

// Package cgo has what Go programs need of it that have no C in them.
package cgo

import (
	"sync"
	"sync/atomic"
)

// A Handle is a number that stands for a Go value.
type Handle uintptr

var (
	handles sync.Map // Handle -> value
	last    atomic.Uintptr
)

// NewHandle returns a new handle of v.
func NewHandle(v any) Handle {
	h := Handle(last.Add(1))
	handles.Store(h, v)
	return h
}

// Value returns what h stands for, Delete ends that. Both panic if h is no handle.
func (h Handle) Value() any {
	v, ok := handles.Load(h)
	if !ok {
		panic("runtime/cgo: misuse of an invalid Handle")
	}
	return v
}

func (h Handle) Delete() {
	if _, ok := handles.LoadAndDelete(h); !ok {
		panic("runtime/cgo: misuse of an invalid Handle")
	}
}

// Incomplete is a part of C types that Go does not know whole.
type Incomplete struct{ _ struct{} }
