package vm

import (
	"errors"
	"fmt"
	"reflect"
	"slices"

	"gopherscope/sim/code"
)

// A native is how a bodyless function is done: by the host's own library, by an inline
// function of this package, or (neither is set) by the machine.
type native struct {
	paramWords int
	inline     inline
	host       *hostCall
}

// An inline does a native whose argument words stand at word at; it writes its results over
// them. It returns running, or what raise, starve or allocated return.
type inline func(v *VM, c *context, at int) Stop

// link finds out how a native is done.
func (v *VM) link(n code.Native, host any, isRequest bool) (native, error) {
	nat := native{}
	for _, t := range n.Params {
		nat.paramWords += v.types[t].words
	}
	if f, ok := inlines[n.Name]; ok {
		nat.inline = f
		return nat, nil
	}
	if isRequest {
		return nat, nil
	}
	if host == nil {
		return nat, errors.New("nobody serves it")
	}
	var err error
	if f, ok := host.(func(float64) float64); ok {
		nat.inline = func(v *VM, c *context, at int) Stop {
			v.mem.W[at] = w64(f(f64(v.mem.W[at])))
			return running
		}
		return nat, nil
	}
	nat.host, err = v.plan(n, host)
	return nat, err
}

// native executes OpNative.
func (v *VM) native(c *context, in code.Instr, next int32) Stop {
	n := &v.natives[in.D()]
	at := int(c.fp) + int(in.A)
	pc := c.pc
	var why Stop
	switch {
	case n.inline != nil:
		why = n.inline(v, c, at)
	case n.host != nil:
		why = v.callHost(c, n.host, at)
	default:
		return StopRequest
	}
	if why == running && c.pc == pc {
		c.pc = next
	}
	return why
}

// A hostCall is the plan to call a function of the host's library: how each argument is read
// out of memory and each result written there. It is made once for each native.
type hostCall struct {
	fn         reflect.Value
	args       []func(v *VM, at int) reflect.Value
	argAt      []int // word of each argument
	paramWords int
	results    []func(v *VM, at int, x reflect.Value) bool
	words      []int // of each result
	allocs     bool
}

// plan makes the plan for a host function that stands for native n.
func (v *VM) plan(n code.Native, host any) (*hostCall, error) {
	fn := reflect.ValueOf(host)
	t := fn.Type()
	if t.Kind() != reflect.Func || t.IsVariadic() || t.NumIn() != len(n.Params) || t.NumOut() != len(n.Results) {
		return nil, fmt.Errorf("the host has a %v for it", t)
	}
	h := &hostCall{fn: fn}
	at := 0
	for i, p := range n.Params {
		arg, err := v.argOf(t.In(i), p)
		if err != nil {
			return nil, fmt.Errorf("parameter %d: %w", i, err)
		}
		h.args, h.argAt = append(h.args, arg), append(h.argAt, at)
		at += v.types[p].words
	}
	h.paramWords = at
	for i, p := range n.Results {
		result, allocs, err := v.resultOf(t.Out(i), p)
		if err != nil {
			return nil, fmt.Errorf("result %d: %w", i, err)
		}
		h.results, h.words = append(h.results, result), append(h.words, v.types[p].words)
		h.allocs = h.allocs || allocs
	}
	return h, nil
}

// callHost calls a host function. Should it panic, so does the goroutine, with the text.
func (v *VM) callHost(c *context, h *hostCall, at int) Stop {
	args := make([]reflect.Value, len(h.args))
	for i, arg := range h.args {
		args[i] = arg(v, at+h.argAt[i])
	}
	results, text := callSafely(h.fn, args)
	if text != "" {
		return v.panicText(c, text)
	}
	saved := slices.Clone(v.mem.W[at : at+h.paramWords])
	to := at
	for i, result := range h.results {
		if !result(v, to, results[i]) {
			copy(v.mem.W[at:], saved) // to be called again
			return v.starve(c)
		}
		to += h.words[i]
	}
	if h.allocs {
		return v.allocated(c, c.pc+1)
	}
	return running
}

// callSafely calls fn and returns its results, or the text it panicked with.
func callSafely(fn reflect.Value, args []reflect.Value) (results []reflect.Value, text string) {
	defer func() {
		if p := recover(); p != nil {
			text = fmt.Sprint(p)
		}
	}()
	return fn.Call(args), ""
}

// panicText panics with a string.
func (v *VM) panicText(c *context, text string) Stop {
	s, ok := v.newString(text)
	if !ok {
		return v.starve(c)
	}
	t := v.prog.TypeOf["string"]
	a := v.heap.Alloc(t, 1)
	if a == 0 {
		return v.starve(c)
	}
	v.mem.Store(a, s[0])
	v.mem.Store(a+8, s[1])
	return v.panicWith(c, [2]uint64{uint64(t), a}, false)
}

// errCarry is the plan's answer to types that natives do not carry.
var errCarry = errors.New("natives cannot carry it")

// argOf says how an argument of simulated type p is read as a host's t.
func (v *VM) argOf(t reflect.Type, p code.TypeID) (func(v *VM, at int) reflect.Value, error) {
	if int(v.prog.Types[p].Kind) != int(t.Kind()) {
		return nil, fmt.Errorf("%s is no %v", v.prog.Types[p].Name, t)
	}
	set := func(do func(v *VM, at int, x reflect.Value)) func(v *VM, at int) reflect.Value {
		return func(v *VM, at int) reflect.Value {
			x := reflect.New(t).Elem()
			do(v, at, x)
			return x
		}
	}
	switch t.Kind() {
	case reflect.Bool:
		return set(func(v *VM, at int, x reflect.Value) { x.SetBool(v.mem.W[at] != 0) }), nil
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return set(func(v *VM, at int, x reflect.Value) { x.SetInt(int64(v.mem.W[at])) }), nil
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64, reflect.Uintptr:
		return set(func(v *VM, at int, x reflect.Value) { x.SetUint(v.mem.W[at]) }), nil
	case reflect.Float32:
		return set(func(v *VM, at int, x reflect.Value) { x.SetFloat(float64(f32(v.mem.W[at]))) }), nil
	case reflect.Float64:
		return set(func(v *VM, at int, x reflect.Value) { x.SetFloat(f64(v.mem.W[at])) }), nil
	case reflect.Complex64:
		return set(func(v *VM, at int, x reflect.Value) {
			w := v.mem.W[at]
			x.SetComplex(complex(float64(f32(w)), float64(f32(w>>32))))
		}), nil
	case reflect.Complex128:
		return set(func(v *VM, at int, x reflect.Value) {
			x.SetComplex(complex(f64(v.mem.W[at]), f64(v.mem.W[at+1])))
		}), nil
	case reflect.String:
		return set(func(v *VM, at int, x reflect.Value) { x.SetString(v.text(v.mem.W[at], v.mem.W[at+1])) }), nil
	case reflect.Array:
		if t.Elem().Kind() != reflect.Uint8 {
			break
		}
		return set(func(v *VM, at int, x reflect.Value) {
			v.readBytes(x.Slice(0, x.Len()).Bytes(), uint64(at)*8)
		}), nil
	case reflect.Slice:
		read, size := sliceElem(t.Elem())
		if read == nil {
			break
		}
		if t.Elem().Kind() == reflect.Uint8 {
			return set(func(v *VM, at int, x reflect.Value) {
				switch a, n := v.mem.W[at], v.mem.W[at+1]; {
				case a != 0 && n == 0:
					x.SetBytes([]byte{})
				case a != 0:
					x.SetBytes(v.bytes(a, n))
				}
			}), nil
		}
		return set(func(v *VM, at int, x reflect.Value) {
			a, n := v.mem.W[at], v.mem.W[at+1]
			if a == 0 {
				return
			}
			x.Set(reflect.MakeSlice(t, int(n), int(n)))
			for i := range n {
				read(v, a+i*size, x.Index(int(i)))
			}
		}), nil
	}
	return nil, errCarry
}

// sliceElem says how an element of a slice is read, and how many bytes it takes.
func sliceElem(t reflect.Type) (read func(v *VM, a uint64, x reflect.Value), size uint64) {
	switch t.Kind() {
	case reflect.Uint8:
		return func(v *VM, a uint64, x reflect.Value) { x.SetUint(v.mem.LoadN(a, 1)) }, 1
	case reflect.Int32:
		return func(v *VM, a uint64, x reflect.Value) { x.SetInt(int64(int32(v.mem.LoadN(a, 4)))) }, 4
	case reflect.Int:
		return func(v *VM, a uint64, x reflect.Value) { x.SetInt(int64(v.mem.Load(a))) }, 8
	case reflect.Uint:
		return func(v *VM, a uint64, x reflect.Value) { x.SetUint(v.mem.Load(a)) }, 8
	case reflect.String:
		return func(v *VM, a uint64, x reflect.Value) { x.SetString(v.text(v.mem.Load(a), v.mem.Load(a+8))) }, 16
	}
	return nil, 0
}

// resultOf says how a host's t is written to the registers of a result of simulated type p,
// and whether that allocates. A writer reports false if memory is out.
func (v *VM) resultOf(t reflect.Type, p code.TypeID) (write func(v *VM, at int, x reflect.Value) bool, allocs bool, err error) {
	if int(v.prog.Types[p].Kind) != int(t.Kind()) {
		return nil, false, fmt.Errorf("%s is no %v", v.prog.Types[p].Name, t)
	}
	word := func(get func(x reflect.Value) uint64) func(v *VM, at int, x reflect.Value) bool {
		return func(v *VM, at int, x reflect.Value) bool {
			v.mem.W[at] = get(x)
			return true
		}
	}
	switch t.Kind() {
	case reflect.Bool:
		return word(func(x reflect.Value) uint64 { return bit(x.Bool()) }), false, nil
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return word(func(x reflect.Value) uint64 { return uint64(x.Int()) }), false, nil
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64, reflect.Uintptr:
		return word(func(x reflect.Value) uint64 { return x.Uint() }), false, nil
	case reflect.Float32:
		return word(func(x reflect.Value) uint64 { return w32(float32(x.Float())) }), false, nil
	case reflect.Float64:
		return word(func(x reflect.Value) uint64 { return w64(x.Float()) }), false, nil
	case reflect.Complex64:
		return word(func(x reflect.Value) uint64 {
			z := complex64(x.Complex())
			return w32(real(z)) | w32(imag(z))<<32
		}), false, nil
	case reflect.Complex128:
		return func(v *VM, at int, x reflect.Value) bool {
			v.mem.W[at], v.mem.W[at+1] = w64(real(x.Complex())), w64(imag(x.Complex()))
			return true
		}, false, nil
	case reflect.String:
		return func(v *VM, at int, x reflect.Value) bool {
			s, ok := v.newString(x.String())
			v.mem.W[at], v.mem.W[at+1] = s[0], s[1]
			return ok
		}, true, nil
	case reflect.Array:
		if t.Elem().Kind() != reflect.Uint8 {
			break
		}
		return func(v *VM, at int, x reflect.Value) bool {
			clear(v.mem.W[at : at+(x.Len()+7)/8])
			for i := range x.Len() {
				v.mem.StoreN(uint64(at)*8+uint64(i), 1, x.Index(i).Uint())
			}
			return true
		}, false, nil
	case reflect.Slice:
		elem := v.prog.Types[p].Elem
		size := v.types[elem].size
		if read, _ := sliceElem(t.Elem()); read == nil {
			break
		}
		return func(v *VM, at int, x reflect.Value) bool {
			n := uint64(x.Len())
			if x.IsNil() {
				v.mem.W[at], v.mem.W[at+1], v.mem.W[at+2] = 0, 0, 0
				return true
			}
			a := v.heap.Alloc(elem, int64(n))
			if a == 0 {
				return false
			}
			v.mem.W[at], v.mem.W[at+1], v.mem.W[at+2] = a, n, n
			if t.Elem().Kind() == reflect.Uint8 {
				v.writeBytes(a, x.Bytes())
				return true
			}
			for i := range n {
				if !v.storeElem(a+i*size, x.Index(int(i))) {
					return false
				}
			}
			return true
		}, true, nil
	}
	return nil, false, errCarry
}

// storeElem stores an element of a host's slice at address a.
func (v *VM) storeElem(a uint64, x reflect.Value) bool {
	switch x.Kind() {
	case reflect.Int32:
		v.mem.StoreN(a, 4, uint64(x.Int()))
	case reflect.Int:
		v.mem.Store(a, uint64(x.Int()))
	case reflect.Uint:
		v.mem.Store(a, x.Uint())
	case reflect.String:
		s, ok := v.newString(x.String())
		v.mem.Store(a, s[0])
		v.mem.Store(a+8, s[1])
		return ok
	}
	return true
}
