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

// crash prints tracebacks and ends the program with status 2.
func crash()

// fatal prints "fatal error: ", the text and a traceback and ends the program with status
// 2; no deferred call runs.
func fatal(text string)

// throw is fatal after the panics that the goroutine has under way, if any.
func throw(text string) {
	if n := panicCount(); n > 0 {
		values := make([]any, n)
		for i := range values {
			values[i] = panicValue(i)
		}
		printpanics(values)
		printstring("\t")
	}
	fatal(text)
}

func init() { rt.Throw = throw }

// fatalpanic ends a program whose goroutine has panicked and has no deferred call left.
func fatalpanic() {
	n := panicCount()
	values := make([]any, n)
	for i := range values {
		values[i] = printable(panicValue(i))
	}
	printpanics(values)
	if panicValue(n-1) == any(memoryError) {
		printstring("[signal SIGSEGV: segmentation violation code=0x1 addr=0x" + itox(uint64(sigaddr)) + " pc=0x" + itox(uint64(panicPC())) + "]\n")
	}
	crash()
}

// printpanics prints what the panics under way were called with, the oldest first.
func printpanics(values []any) {
	tab := ""
	for i, v := range values {
		state := panicState(i)
		if state&panicGoexit != 0 {
			tab = ""
			continue
		}
		if i > 0 && repanicked(i-1) {
			continue
		}
		printstring(tab + "panic: ")
		printpanicval(v)
		switch {
		case repanicked(i):
			printstring(" [recovered, repanicked]")
		case state&panicRecovered != 0:
			printstring(" [recovered]")
		}
		printnl()
		tab = "\t"
	}
}

// repanicked tells whether panic i was recovered and the next one panics with its value.
func repanicked(i int) bool {
	return i+1 < panicCount() && panicState(i)&panicRecovered != 0 && rt.Same(panicValue(i), panicValue(i+1))
}

// panicPC returns the address of the instruction that the newest panic happened at.
func panicPC() uintptr

// A stringer is a value that prints itself.
type stringer interface{ String() string }

// A printed is the text of a panic value that printed itself.
type printed string

// printable returns the text of an error or a Stringer, and any other value as it is.
func printable(v any) any {
	defer func() {
		const text = "panic while printing panic value"
		switch r := recover().(type) {
		case nil:
		case string:
			fatal(text + ": " + r)
		default:
			fatal(text + ": type " + rt.TypeName(rt.TypeOf(r)))
		}
	}()
	switch v := v.(type) {
	case error:
		return printed(v.Error())
	case stringer:
		return printed(v.String())
	}
	return v
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
		text = ctoa64(complex64(rt.AsComplex(v)))
	case rt.Complex128:
		text = ctoa(rt.AsComplex(v))
	case rt.String:
		text, quote = indented(rt.AsString(v)), `"`
	default:
		printstring("(" + rt.TypeName(t) + ") 0x" + itox(addrOf(v)))
		return
	}
	if rt.PkgPath(t) != "" {
		text = rt.TypeName(t) + "(" + quote + text + quote + ")"
	}
	printstring(text)
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
