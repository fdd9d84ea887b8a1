//go:build gopherscope

// Package time tells virtual time: the machine's clock, which starts at a fixed instant and
// moves as the program runs.
package time

import "errors"

// A Duration is a number of nanoseconds.
type Duration int64

// Units.
const (
	Nanosecond  Duration = 1
	Microsecond          = 1000 * Nanosecond
	Millisecond          = 1000 * Microsecond
	Second               = 1000 * Millisecond
	Minute               = 60 * Second
	Hour                 = 60 * Minute
)

const (
	minDuration Duration = -1 << 63
	maxDuration Duration = 1<<63 - 1
)

// formatDuration formats nanoseconds, with the host's Duration.String.
func formatDuration(ns int64) string

// ParseDuration reads what Duration.String writes, and more: 1h15m30.918s, 1.5ms, -2h.
func ParseDuration(s string) (Duration, error) {
	ns, text := parseDuration(s)
	if text != "" {
		return 0, errors.New(text)
	}
	return Duration(ns), nil
}

func parseDuration(s string) (ns int64, err string)

func (d Duration) String() string      { return formatDuration(int64(d)) }
func (d Duration) Nanoseconds() int64  { return int64(d) }
func (d Duration) Microseconds() int64 { return int64(d) / 1e3 }
func (d Duration) Milliseconds() int64 { return int64(d) / 1e6 }
func (d Duration) Seconds() float64    { return inUnits(d, Second) }
func (d Duration) Minutes() float64    { return inUnits(d, Minute) }
func (d Duration) Hours() float64      { return inUnits(d, Hour) }

// inUnits returns d/unit; the whole part is divided in integers, so that it is exact.
func inUnits(d, unit Duration) float64 { return float64(d/unit) + float64(d%unit)/float64(unit) }

// Abs returns d without its sign.
func (d Duration) Abs() Duration {
	switch {
	case d >= 0:
		return d
	case d == minDuration:
		return maxDuration
	}
	return -d
}

// Truncate rounds d toward zero to a multiple of m.
func (d Duration) Truncate(m Duration) Duration {
	if m <= 0 {
		return d
	}
	return d - d%m
}

// Round rounds d to the nearest multiple of m, halfway away from zero. What does not fit
// becomes the longest duration.
func (d Duration) Round(m Duration) Duration {
	if m <= 0 {
		return d
	}
	r := d % m
	if d < 0 {
		if -r < m+r {
			return d - r
		}
		if low := d - r - m; low < d {
			return low
		}
		return minDuration
	}
	if r < m-r {
		return d - r
	}
	if high := d - r + m; high > d {
		return high
	}
	return maxDuration
}
