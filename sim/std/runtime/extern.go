//go:build gopherscope

package runtime

// The system that the machine stands for.
const (
	GOOS     = "linux"
	GOARCH   = "amd64"
	Compiler = "gc"
)

// Version returns the Go release that the machine models.
func Version() string { return "go1.26" }

// GOROOT returns the root of the Go tree, of which the machine has none.
func GOROOT() string { return "" }

// NumCgoCall returns the number of calls of C made, which is none.
func NumCgoCall() int64 { return 0 }

// caller returns what the goroutine executes skip frames above the caller of the function
// that asks; ok is false if there are not so many.
func caller(skip int) (pc uintptr, file string, line int, function string, entry uintptr, ok bool)

// locate says the same for a program counter.
func locate(pc uintptr) (file string, line int, function string, entry uintptr, ok bool)

// stack returns a traceback of the calling goroutine or of all.
func stack(all bool) string

// Caller reports where the goroutine is, skip frames above the caller.
func Caller(skip int) (pc uintptr, file string, line int, ok bool) {
	pc, file, line, _, _, ok = caller(skip)
	return pc, file, line, ok
}

// Callers fills pcs with the goroutine's return addresses; skip 0 is Callers itself.
func Callers(skip int, pcs []uintptr) int {
	for n := range pcs {
		pc, _, _, _, _, ok := caller(skip + n - 1)
		if !ok {
			return n
		}
		pcs[n] = pc
	}
	return len(pcs)
}

// Stack writes a traceback into buf and returns its length.
func Stack(buf []byte, all bool) int { return copy(buf, stack(all)) }

// A Func is a function of the program.
type Func struct {
	name  string
	entry uintptr
}

// FuncForPC returns the function that has an instruction at pc, or nil.
func FuncForPC(pc uintptr) *Func {
	_, _, name, entry, ok := locate(pc)
	if !ok {
		return nil
	}
	return &Func{name, entry}
}

// Name returns the function's name.
func (f *Func) Name() string {
	if f == nil {
		return ""
	}
	return f.name
}

// Entry returns the address of the function's first instruction.
func (f *Func) Entry() uintptr { return f.entry }

// FileLine returns the position of the instruction at pc.
func (f *Func) FileLine(pc uintptr) (file string, line int) {
	file, line, _, _, _ = locate(pc)
	return file, line
}

// A Frame is one call.
type Frame struct {
	PC       uintptr
	Func     *Func
	Function string
	File     string
	Line     int
	Entry    uintptr
}

// Frames are the calls of Callers, one by one.
type Frames struct{ pcs []uintptr }

// CallersFrames turns the result of Callers into frames.
func CallersFrames(callers []uintptr) *Frames { return &Frames{callers} }

// Next returns the next frame, and whether there are more after it.
func (f *Frames) Next() (frame Frame, more bool) {
	if len(f.pcs) == 0 {
		return Frame{}, false
	}
	pc := f.pcs[0]
	f.pcs = f.pcs[1:]
	file, line, name, entry, _ := locate(pc)
	return Frame{pc, &Func{name, entry}, name, file, line, entry}, len(f.pcs) > 0
}
