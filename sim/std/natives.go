package std

import (
	"fmt"
	"maps"
	"strconv"
	"time"
)

// Natives are the functions of the stubs that the host does, by qualified name. Parameters
// and results are bools, integers, floats, complex numbers, strings, []byte, []uint and []string.
// None keeps what it is given, looks at a clock or returns a different result for the same
// arguments.
var Natives = join(map[string]any{
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
	"time.parseErrorText": parseErrorText,
	"time.zoneData":       zoneData,
	"time.zoneFault":      zoneFault,
	"time.lookupZone":     lookup,
	"time.civil":          civil,
	"time.isoWeek":        isoWeek,
	"time.unixOf":         unixOf,
	"time.moduloTime":     moduloTime,
}, textNatives, mathNatives, regexpNatives, codecNatives, sysNatives)

// join returns all rows of the tables.
func join(tables ...map[string]any) map[string]any {
	all := map[string]any{}
	for _, t := range tables {
		maps.Copy(all, t)
	}
	return all
}

// sprintf formats one value after one directive.
func sprintf[T any](spec string, v T) string { return fmt.Sprintf(spec, v) }

func itoa(v int64) string     { return strconv.FormatInt(v, 10) }
func utoa(v uint64) string    { return strconv.FormatUint(v, 10) }
func itox(v uint64) string    { return strconv.FormatUint(v, 16) }
func ftoa(v float64) string   { return strconv.FormatFloat(v, 'g', -1, 64) }
func ftoa32(v float32) string { return strconv.FormatFloat(float64(v), 'g', -1, 32) }
