//go:build gopherscope

package runtime

import "internal/rt"

// The goroutine's panics that are under way, oldest first.
func panicCount() int
func panicValue(i int) any
func panicState(i int) int // bits: panicRecovered, panicGoexit

const (
	panicRecovered = 1 << iota // a deferred call recovered it, and panicked anew before it returned
	panicGoexit                // no panic but a Goexit
)

// crash prints the signal that the goroutine's panic is due to, if it is, and a traceback,
// and ends the program with status 2.
func crash()

// fatalthrow is crash after a fatal error; of one that is the runtime's own fault, it prints
// every frame of every goroutine.
func fatalthrow(own bool)

// throw ends the program with an error that the runtime itself could not go on after.
func throw(text string) {
	printstring("fatal error: " + indented(text) + "\n")
	fatalthrow(true)
}

// fatal ends the program with an error that the program made and cannot recover from. No
// deferred call runs, nor does a method of the panics under way, which are printed first.
func fatal(text string) {
	if n := panicCount(); n > 0 {
		values := make([]any, n)
		for i := range values {
			values[i] = panicValue(i)
		}
		printpanics(values)
		printstring("\t")
	}
	printstring("fatal error: " + indented(text) + "\n")
	fatalthrow(false)
}

func init() { rt.Throw = fatal }

// fatalpanic ends a program whose goroutine has panicked and has no deferred call left.
func fatalpanic() {
	values := make([]any, panicCount())
	for i := range values {
		values[i] = panicValue(i)
	}
	preprintpanics(values)
	printpanics(values)
	crash()
}

// printpanics prints what the panics under way were called with, the oldest first.
func printpanics(values []any) {
	tab := ""
	for i, v := range values {
		state := panicState(i)
		switch {
		case i > 0 && repanicked(i-1):
			continue
		case state&panicGoexit != 0:
			tab = ""
			continue
		}
		printstring(tab + "panic: ")
		printpanicval(v)
		switch {
		case state&panicRecovered != 0 && repanicked(i):
			printstring(" [recovered, repanicked]")
		case state&panicRecovered != 0:
			printstring(" [recovered]")
		}
		printnl()
		tab = "\t"
	}
}

// repanicked tells whether the panic after panic i has the very same value.
func repanicked(i int) bool { return i+1 < panicCount() && rt.Same(panicValue(i), panicValue(i+1)) }

// A stringer is a value that prints itself.
type stringer interface{ String() string }

// A printed is the text of a panic value that printed itself.
type printed string

// preprintpanics replaces errors and Stringers by their texts, the newest panic's first.
func preprintpanics(values []any) {
	defer func() {
		const text = "panic while printing panic value"
		switch r := recover().(type) {
		case nil:
		case string:
			throw(text + ": " + r)
		default:
			throw(text + ": type " + rt.TypeName(rt.TypeOf(r)))
		}
	}()
	for i := len(values) - 1; i >= 0; i-- {
		if i > 0 && repanicked(i-1) {
			continue
		}
		switch v := values[i].(type) {
		case error:
			values[i] = printed(v.Error())
		case stringer:
			values[i] = printed(v.String())
		}
	}
}

// printpanicval prints what a goroutine panicked with: plain values as print does, those
// of named types with the type's name, all others as an address.
func printpanicval(v any) {
	switch v := v.(type) {
	case nil:
		printstring("nil")
		return
	case printed:
		printstring(indented(string(v)))
		return
	case string:
		printstring(indented(v))
		return
	}
	t := rt.TypeOf(v)
	text, quote := "", ""
	switch rt.TypeKind(t) {
	case rt.Bool:
		text = "false"
		if rt.AsUint(v) != 0 {
			text = "true"
		}
	case rt.Int, rt.Int8, rt.Int16, rt.Int32, rt.Int64:
		text = itoa(rt.AsInt(v))
	case rt.Uint, rt.Uint8, rt.Uint16, rt.Uint32, rt.Uint64, rt.Uintptr:
		text = utoa(rt.AsUint(v))
	case rt.Float32:
		text = ftoa32(float32(rt.AsFloat(v)))
	case rt.Float64:
		text = ftoa(rt.AsFloat(v))
	case rt.Complex64:
		printstring(nameOf(t) + ctoa64(complex64(rt.AsComplex(v))))
		return
	case rt.Complex128:
		printstring(nameOf(t) + ctoa(rt.AsComplex(v)))
		return
	case rt.String:
		text, quote = indented(rt.AsString(v)), `"`
	default:
		printstring("(" + rt.TypeName(t) + ") 0x" + itox(addrOf(v)))
		return
	}
	if name := nameOf(t); name != "" {
		text = name + "(" + quote + text + quote + ")"
	}
	printstring(text)
}

// nameOf returns the name of a type that a package declares.
func nameOf(t rt.Type) string {
	if rt.PkgPath(t) == "" {
		return ""
	}
	return rt.TypeName(t)
}

// indented returns s with a tab after each newline, so that no line of a panic's text can
// pass for another panic.
func indented(s string) string {
	from, text := 0, ""
	for i := 0; i < len(s); i++ {
		if s[i] == '\n' {
			text += s[from:i+1] + "\t"
			from = i + 1
		}
	}
	return text + s[from:]
}
