package std

import (
	"errors"
	"math/bits"
	"time"
)

// TimeWords returns the three words of the time.Time that a clock shows which is ns
// nanoseconds after the start of the program: the flag hasMonotonic with the nanoseconds of
// the second, the seconds since year 1, and no Location, which is UTC. No word is a pointer.
//
// The clock starts at 2009-11-10 23:00:00 UTC, as the Playground's does.
func TimeWords(ns int64) [3]uint64 {
	const (
		hasMonotonic   = 1 << 63
		unixToInternal = 62135596800 // seconds from year 1 to 1970
		epoch          = 1257894000 + unixToInternal
	)
	return [3]uint64{hasMonotonic | uint64(ns%1e9), uint64(epoch + ns/1e9), 0}
}

// hostTime returns the host's Time for an instant in a zone of one offset.
func hostTime(sec, nsec int64, zone string, offset int) time.Time {
	return time.Unix(sec, nsec).In(zoneOf("", zone, offset))
}

func formatTime(sec, nsec int64, zone string, offset int, layout string) string {
	return hostTime(sec, nsec, zone, offset).Format(layout)
}

func goStringTime(sec, nsec int64, zone string, offset int) string {
	return hostTime(sec, nsec, zone, offset).GoString()
}

// parseTime reads value; a time without a zone is at the place of the given data, or in the zone
// if there are none. A fault is returned as the parts of a ParseError: elements of layout and
// value, and a message.
func parseTime(layout, value, data, zone string, offset int) (sec, nsec int64, inZone string, inOffset int, ok bool, layoutElem, valueElem, message string) {
	t, err := time.ParseInLocation(layout, value, zoneOf(data, zone, offset))
	var fault *time.ParseError
	if errors.As(err, &fault) {
		return 0, 0, "", 0, false, fault.LayoutElem, fault.ValueElem, fault.Message
	}
	inZone, inOffset = t.Zone()
	return t.Unix(), int64(t.Nanosecond()), inZone, inOffset, true, "", "", ""
}

// parseErrorText returns what a ParseError says.
func parseErrorText(layout, value, layoutElem, valueElem, message string) string {
	return (&time.ParseError{Layout: layout, Value: value, LayoutElem: layoutElem, ValueElem: valueElem, Message: message}).Error()
}

func parseDuration(s string) (ns int64, fault string) {
	d, err := time.ParseDuration(s)
	if err != nil {
		return 0, err.Error()
	}
	return int64(d), ""
}

func civil(sec int64) (year, month, day, yearDay int) {
	t := time.Unix(sec, 0).UTC()
	return t.Year(), int(t.Month()), t.Day(), t.YearDay()
}

func isoWeek(sec int64) (year, week int) { return time.Unix(sec, 0).UTC().ISOWeek() }

func unixOf(year, month, day, hour, min, sec int) int64 {
	return time.Date(year, time.Month(month), day, hour, min, sec, 0, time.UTC).Unix()
}

// moduloTime returns sec seconds and nsec nanoseconds since year 1, modulo d nanoseconds.
func moduloTime(sec, nsec, d int64) int64 {
	part := sec % d // sec*1e9 leaves the same as part*1e9
	if part < 0 {
		part += d
	}
	hi, lo := bits.Mul64(uint64(part), 1e9)
	lo, carry := bits.Add64(lo, uint64(nsec), 0)
	_, rem := bits.Div64((hi+carry)%uint64(d), lo, uint64(d))
	return int64(rem)
}
