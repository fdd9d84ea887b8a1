//go:build gopherscope

package runtime

// An Error is a run-time error: what the machine itself panics with.
type Error interface {
	error
	RuntimeError()
}

// A TypeAssertionError explains a failed type assertion.
type TypeAssertionError struct {
	iface, concrete, asserted string // types; concrete is empty for a nil interface
	missing                   string // the method that concrete lacks, or empty
}

func (*TypeAssertionError) RuntimeError() {}

func (e *TypeAssertionError) Error() string {
	const text = "interface conversion: "
	switch {
	case e.concrete == "":
		return text + e.iface + " is nil, not " + e.asserted
	case e.missing == "":
		return text + e.iface + " is " + e.concrete + ", not " + e.asserted
	}
	return text + e.concrete + " is not " + e.asserted + ": missing method " + e.missing
}

// A PanicNilError is what panic(nil) panics with.
type PanicNilError struct {
	_ [0]func() // not comparable
}

func (*PanicNilError) Error() string { return "panic called with nil argument" }
func (*PanicNilError) RuntimeError() {}

// An errorString is a run-time error without parameters.
type errorString string

func (e errorString) RuntimeError() {}
func (e errorString) Error() string { return "runtime error: " + string(e) }

// A plainError is a run-time error whose text has no prefix.
type plainError string

func (e plainError) RuntimeError() {}
func (e plainError) Error() string { return string(e) }

// A boundsError is an index or a slice expression out of range: x was asked for, y is the
// limit. A format shows where they stand.
type boundsError struct {
	x, y     int
	unsigned bool // x is a uint
	format   boundsFormat
}

// A boundsFormat is the texts of one boundsError, with %x and %y for its numbers.
type boundsFormat struct {
	text, negative string // negative is for x < 0
}

var (
	boundsIndex      = boundsFormat{"index out of range [%x] with length %y", "index out of range [%x]"}
	boundsSliceAlen  = boundsFormat{"slice bounds out of range [:%x] with length %y", "slice bounds out of range [:%x]"}
	boundsSliceAcap  = boundsFormat{"slice bounds out of range [:%x] with capacity %y", "slice bounds out of range [:%x]"}
	boundsSliceB     = boundsFormat{"slice bounds out of range [%x:%y]", "slice bounds out of range [%x:]"}
	boundsSlice3Alen = boundsFormat{"slice bounds out of range [::%x] with length %y", "slice bounds out of range [::%x]"}
	boundsSlice3Acap = boundsFormat{"slice bounds out of range [::%x] with capacity %y", "slice bounds out of range [::%x]"}
	boundsSlice3B    = boundsFormat{"slice bounds out of range [:%x:%y]", "slice bounds out of range [:%x:]"}
	boundsSlice3C    = boundsFormat{"slice bounds out of range [%x:%y:]", "slice bounds out of range [%x::]"}
	boundsConvert    = boundsFormat{"cannot convert slice with length %x to array or pointer to array with length %y", ""}
)

func (e boundsError) RuntimeError() {}

func (e boundsError) Error() string {
	format := e.format.text
	if e.x < 0 && !e.unsigned {
		format = e.format.negative
	}
	text := "runtime error: "
	from := 0
	for i := 0; i < len(format); i++ {
		if format[i] != '%' {
			continue
		}
		text += format[from:i]
		switch {
		case format[i+1] == 'y':
			text += itoa(int64(e.y))
		case e.unsigned:
			text += utoa(uint64(e.x))
		default:
			text += itoa(int64(e.x))
		}
		from = i + 2
	}
	return text + format[from:]
}
