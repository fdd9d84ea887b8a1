package std

import (
	"fmt"
	"strconv"
	"time"
	"unicode/utf8"
)

// Natives are the functions of the stubs that the host does, by qualified name. Parameters
// and results are bools, integers, floats, complex numbers, strings, []byte and []string.
// None keeps what it is given, looks at a clock or returns a different result for the same
// arguments.
var Natives = map[string]any{
	"fmt.formatBool":       sprintf[bool],
	"fmt.formatInt":        sprintf[int64],
	"fmt.formatUint":       sprintf[uint64],
	"fmt.formatFloat32":    sprintf[float32],
	"fmt.formatFloat64":    sprintf[float64],
	"fmt.formatComplex64":  sprintf[complex64],
	"fmt.formatComplex128": sprintf[complex128],
	"fmt.formatString":     sprintf[string],
	"fmt.formatBytes":      sprintf[[]byte],
	"fmt.itoa":             itoa,
	"fmt.utoa":             utoa,

	"runtime.itoa":   itoa,
	"runtime.utoa":   utoa,
	"runtime.itox":   itox,
	"runtime.ftoa":   ftoa,
	"runtime.ftoa32": ftoa32,

	"time.digits":         itoa,
	"time.formatDuration": func(ns int64) string { return time.Duration(ns).String() },
	"time.parseDuration":  parseDuration,
	"time.formatTime":     formatTime,
	"time.goStringTime":   goStringTime,
	"time.parseTime":      parseTime,
	"time.civil":          civil,
	"time.isoWeek":        isoWeek,
	"time.unixOf":         unixOf,
	"time.moduloTime":     moduloTime,

	"unicode/utf8.FullRune":               utf8.FullRune,
	"unicode/utf8.FullRuneInString":       utf8.FullRuneInString,
	"unicode/utf8.DecodeRune":             utf8.DecodeRune,
	"unicode/utf8.DecodeRuneInString":     utf8.DecodeRuneInString,
	"unicode/utf8.DecodeLastRune":         utf8.DecodeLastRune,
	"unicode/utf8.DecodeLastRuneInString": utf8.DecodeLastRuneInString,
	"unicode/utf8.RuneLen":                utf8.RuneLen,
	"unicode/utf8.RuneCount":              utf8.RuneCount,
	"unicode/utf8.RuneCountInString":      utf8.RuneCountInString,
	"unicode/utf8.Valid":                  utf8.Valid,
	"unicode/utf8.ValidString":            utf8.ValidString,
	"unicode/utf8.ValidRune":              utf8.ValidRune,
}

// sprintf formats one value after one directive.
func sprintf[T any](spec string, v T) string { return fmt.Sprintf(spec, v) }

func itoa(v int64) string     { return strconv.FormatInt(v, 10) }
func utoa(v uint64) string    { return strconv.FormatUint(v, 10) }
func itox(v uint64) string    { return strconv.FormatUint(v, 16) }
func ftoa(v float64) string   { return strconv.FormatFloat(v, 'g', -1, 64) }
func ftoa32(v float32) string { return strconv.FormatFloat(float64(v), 'g', -1, 32) }
