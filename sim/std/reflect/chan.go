//go:build gopherscope

package reflect

import (
	"internal/rt"
	"unsafe"
)

// The machine's scheduler does these as it does the statements of the language. The functions
// that call them are there because tracebacks have functions of these names.

// makechan returns a new channel of type t with room for n elements.
func makechan(t rt.Type, n int) unsafe.Pointer

// runtimeSend sends the value at address elem, with nb only if that needs no wait, and tells
// whether it did.
func runtimeSend(ch, elem unsafe.Pointer, nb bool) bool

// runtimeRecv receives into the variable at address elem, with nb only if that needs no wait:
// it tells whether it did, and whether the value was sent and not a closed channel's zero.
func runtimeRecv(ch, elem unsafe.Pointer, nb bool) (selected, received bool)

// runtimeClose closes a channel.
func runtimeClose(ch unsafe.Pointer)

// selectgo does a select with these cases; without block it has a default case, whose number
// is -1.
func selectgo(cases []runtimeSelect, block bool) (chosen int, received bool)

func chansend(ch, elem unsafe.Pointer, nb bool) bool  { return chansend0(ch, elem, nb) }
func chansend0(ch, elem unsafe.Pointer, nb bool) bool { return runtimeSend(ch, elem, nb) }

func chanrecv(ch, elem unsafe.Pointer, nb bool) (selected, received bool) {
	return runtimeRecv(ch, elem, nb)
}

func chanclose(ch unsafe.Pointer) { runtimeClose(ch) }

func rselect(cases []runtimeSelect, block bool) (chosen int, received bool) {
	return selectgo(cases, block)
}

// A runtimeSelect is a case as the machine reads it: three words.
type runtimeSelect struct {
	send uintptr // 1 if it sends
	ch   unsafe.Pointer
	elem unsafe.Pointer // where the value is, or is to go
}

// MakeChan returns a new channel.
func MakeChan(typ Type, buffer int) Value {
	switch {
	case typ.Kind() != Chan:
		panic("reflect.MakeChan of non-chan type")
	case buffer < 0:
		panic("reflect.MakeChan: negative buffer size")
	case typ.ChanDir() != BothDir:
		panic("reflect.MakeChan: unidirectional channel type")
	}
	return hold(typ.id(), makechan(typ.id(), buffer), 0)
}

// isChan panics unless v is a channel that may be used.
func (v Value) isChan(method string) {
	v.must(method, Chan, Chan)
	v.exported(method)
}

func (v Value) goes(dir ChanDir) bool { return ChanDir(rt.ChanDir(v.t))&dir != 0 }

// Close closes the channel v.
func (v Value) Close() {
	v.isChan("reflect.Value.Close")
	if !v.goes(SendDir) {
		panic("reflect: close of receive-only channel")
	}
	chanclose(v.ptr())
}

// Send sends x on the channel v.
func (v Value) Send(x Value) {
	v.isChan("reflect.Value.Send")
	v.send("reflect.Value.Send", x, false)
}

// TrySend sends x if that needs no wait, and tells whether it did.
func (v Value) TrySend(x Value) bool {
	v.isChan("reflect.Value.TrySend")
	return v.send("reflect.Value.TrySend", x, true)
}

func (v Value) send(method string, x Value, nb bool) bool {
	if !v.goes(SendDir) {
		panic("reflect: send on recv-only channel")
	}
	x.exported(method)
	x = x.assignTo("reflect.Value.Send", rt.Elem(v.t))
	return chansend(v.ptr(), x.p, nb)
}

// Recv receives from the channel v. ok is false, and x zero, if it is closed.
func (v Value) Recv() (x Value, ok bool) {
	v.isChan("reflect.Value.Recv")
	return v.recv(false)
}

// TryRecv receives if that needs no wait; else it returns the zero Value.
func (v Value) TryRecv() (x Value, ok bool) {
	v.isChan("reflect.Value.TryRecv")
	return v.recv(true)
}

func (v Value) recv(nb bool) (x Value, ok bool) {
	if !v.goes(RecvDir) {
		panic("reflect: recv on send-only channel")
	}
	e := rt.Elem(v.t)
	x = Value{e, rt.New(e, 1), 0}
	selected, ok := chanrecv(v.ptr(), x.p, nb)
	if !selected {
		x = Value{}
	}
	return x, ok
}

// A SelectDir is what a case of a select does.
type SelectDir int

const (
	_ SelectDir = iota
	SelectSend
	SelectRecv
	SelectDefault
)

// A SelectCase is one case of a select. One with the zero Value as its channel never goes
// ahead.
type SelectCase struct {
	Dir  SelectDir
	Chan Value
	Send Value // what to send
}

// Select does a select with these cases. It returns the number of the one that went ahead
// and, of a receive, what came.
func Select(cases []SelectCase) (chosen int, recv Value, recvOK bool) {
	if len(cases) > 65536 {
		panic("reflect.Select: too many cases (max 65536)")
	}
	list := make([]runtimeSelect, 0, len(cases))
	numbers := make([]int, 0, len(cases))
	dflt := -1
	for i, c := range cases {
		r := runtimeSelect{}
		switch c.Dir {
		case SelectDefault:
			switch {
			case dflt >= 0:
				panic("reflect.Select: multiple default cases")
			case c.Chan.IsValid():
				panic("reflect.Select: default case has Chan value")
			case c.Send.IsValid():
				panic("reflect.Select: default case has Send value")
			}
			dflt = i
			continue
		case SelectSend:
			r.send = 1
			if !c.Chan.IsValid() {
				break
			}
			c.Chan.isChan(unknownMethod)
			if !c.Chan.goes(SendDir) {
				panic("reflect.Select: SendDir case using recv-only channel")
			}
			if !c.Send.IsValid() {
				panic("reflect.Select: SendDir case missing Send value")
			}
			c.Send.exported(unknownMethod)
			r.ch, r.elem = c.Chan.ptr(), c.Send.assignTo("reflect.Select", rt.Elem(c.Chan.t)).p
		case SelectRecv:
			if c.Send.IsValid() {
				panic("reflect.Select: RecvDir case has Send value")
			}
			if !c.Chan.IsValid() {
				break
			}
			c.Chan.isChan(unknownMethod)
			if !c.Chan.goes(RecvDir) {
				panic("reflect.Select: RecvDir case using send-only channel")
			}
			r.ch, r.elem = c.Chan.ptr(), rt.New(rt.Elem(c.Chan.t), 1)
		default:
			panic("reflect.Select: invalid Dir")
		}
		list, numbers = append(list, r), append(numbers, i)
	}
	if dflt >= 0 && len(list) == 0 {
		return dflt, Value{}, false
	}
	n, ok := rselect(list, dflt < 0)
	if n < 0 {
		return dflt, Value{}, false
	}
	chosen = numbers[n]
	if list[n].send != 0 {
		return chosen, Value{}, false
	}
	return chosen, Value{rt.Elem(cases[chosen].Chan.t), list[n].elem, 0}, ok
}
