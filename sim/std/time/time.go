//go:build gopherscope

package time

// A Time is an instant, to the nanosecond.
//
// Its words are those of Go's Time in number, not in content: wall has the nanoseconds of
// the second and the flag hasMonotonic, ext the seconds since January 1 of year 1, UTC. The
// machine's monotonic clock and its wall clock never differ, so the flag is all there is to
// a monotonic reading.
type Time struct {
	wall uint64
	ext  int64
	loc  *Location // nil is UTC
}

const (
	hasMonotonic = 1 << 63

	secondsPerDay  = 24 * 60 * 60
	unixToInternal = 62135596800 // seconds from year 1 to 1970

	// epoch is when the machine's clock starts: 2009-11-10 23:00:00 UTC, as in the Playground.
	epoch = 1257894000 + unixToInternal
)

// Now returns the time on the machine's clock.
func Now() Time {
	ns := runtimeNano()
	return Time{hasMonotonic | uint64(ns%1e9), epoch + ns/1e9, nil}
}

// Since returns the time from t to now.
func Since(t Time) Duration { return Now().Sub(t) }

// Until returns the time from now to t.
func Until(t Time) Duration { return t.Sub(Now()) }

// Unix returns the time sec seconds and nsec nanoseconds after January 1, 1970 UTC.
func Unix(sec, nsec int64) Time {
	sec += nsec / 1e9
	nsec %= 1e9
	if nsec < 0 {
		nsec += 1e9
		sec--
	}
	return Time{uint64(nsec), sec + unixToInternal, Local}
}

// UnixMilli and UnixMicro are Unix in other units.
func UnixMilli(ms int64) Time { return Unix(ms/1e3, ms%1e3*1e6) }
func UnixMicro(us int64) Time { return Unix(us/1e6, us%1e6*1e3) }

// Date returns the time of a date and clock at loc; values out of range carry over.
func Date(year int, month Month, day, hour, min, sec, nsec int, loc *Location) Time {
	if loc == nil {
		panic("time: missing Location in call to Date")
	}
	carry := nsec / 1e9
	if nsec %= 1e9; nsec < 0 {
		carry--
		nsec += 1e9
	}
	t := Unix(loc.instant(unixOf(year, int(month), day, hour, min, sec+carry)), int64(nsec))
	t.setLoc(loc)
	return t
}

func (t *Time) nsec() int64 { return int64(t.wall &^ hasMonotonic) }

func (t *Time) setLoc(loc *Location) {
	if loc == &utcLoc {
		loc = nil
	}
	t.loc = loc
	t.wall &^= hasMonotonic
}

// IsZero tells whether t is January 1, year 1, 00:00:00 UTC.
func (t Time) IsZero() bool { return t.ext == 0 && t.nsec() == 0 }

// Compare returns -1, 0 or 1 as t is before, at or after u.
func (t Time) Compare(u Time) int {
	d := t.ext - u.ext
	if d == 0 {
		d = t.nsec() - u.nsec()
	}
	switch {
	case d < 0:
		return -1
	case d > 0:
		return 1
	}
	return 0
}

func (t Time) Before(u Time) bool { return t.Compare(u) < 0 }
func (t Time) After(u Time) bool  { return t.Compare(u) > 0 }
func (t Time) Equal(u Time) bool  { return t.Compare(u) == 0 }

// Add returns t+d.
func (t Time) Add(d Duration) Time {
	t.ext += int64(d / 1e9)
	nsec := t.nsec() + int64(d%1e9)
	switch {
	case nsec >= 1e9:
		t.ext++
		nsec -= 1e9
	case nsec < 0:
		t.ext--
		nsec += 1e9
	}
	t.wall = t.wall&hasMonotonic | uint64(nsec)
	return t
}

// Sub returns t-u, or the nearest duration there is.
func (t Time) Sub(u Time) Duration {
	d := Duration(t.ext-u.ext)*Second + Duration(t.nsec()-u.nsec())
	switch {
	case u.Add(d).Equal(t):
		return d
	case t.Before(u):
		return minDuration
	}
	return maxDuration
}

// AddDate adds years, months and days; dates out of range carry over.
func (t Time) AddDate(years, months, days int) Time {
	year, month, day := t.Date()
	hour, min, sec := t.Clock()
	return Date(year+years, month+Month(months), day+days, hour, min, sec, t.Nanosecond(), t.Location())
}

// Truncate rounds down to a multiple of d since the zero time; it strips the monotonic clock.
func (t Time) Truncate(d Duration) Time {
	t.wall &^= hasMonotonic
	if d <= 0 {
		return t
	}
	return t.Add(-t.modulo(d))
}

// Round rounds to the nearest multiple of d since the zero time, halfway up.
func (t Time) Round(d Duration) Time {
	t.wall &^= hasMonotonic
	if d <= 0 {
		return t
	}
	r := t.modulo(d)
	if r < d-r {
		return t.Add(-r)
	}
	return t.Add(d - r)
}

// modulo returns t since the zero time modulo d.
func (t Time) modulo(d Duration) Duration {
	return Duration(moduloTime(t.ext, t.nsec(), int64(d)))
}

// UTC, Local and In return the same instant as another place tells it.
func (t Time) UTC() Time   { t.setLoc(&utcLoc); return t }
func (t Time) Local() Time { t.setLoc(Local); return t }

func (t Time) In(loc *Location) Time {
	if loc == nil {
		panic("time: missing Location in call to Time.In")
	}
	t.setLoc(loc)
	return t
}

// Location returns the place that t is told at.
func (t Time) Location() *Location {
	if t.loc == nil {
		return UTC
	}
	return t.loc
}

func (t Time) Unix() int64      { return t.ext - unixToInternal }
func (t Time) UnixMilli() int64 { return t.Unix()*1e3 + t.nsec()/1e6 }
func (t Time) UnixMicro() int64 { return t.Unix()*1e6 + t.nsec()/1e3 }
func (t Time) UnixNano() int64  { return t.Unix()*1e9 + t.nsec() }
func (t Time) Nanosecond() int  { return int(t.nsec()) }

// local returns the seconds since 1970 that a clock at t's place has counted.
func (t Time) local() int64 {
	_, offset := t.Zone()
	return t.Unix() + int64(offset)
}

func (t Time) Date() (year int, month Month, day int) {
	y, m, d, _ := civil(t.local())
	return y, Month(m), d
}

func (t Time) Year() int {
	y, _, _, _ := civil(t.local())
	return y
}

func (t Time) Month() Month {
	_, m, _, _ := civil(t.local())
	return Month(m)
}

func (t Time) Day() int {
	_, _, d, _ := civil(t.local())
	return d
}

func (t Time) YearDay() int {
	_, _, _, n := civil(t.local())
	return n
}

// ISOWeek returns the year and week number of ISO 8601.
func (t Time) ISOWeek() (year, week int) { return isoWeek(t.local()) }

func (t Time) Weekday() Weekday {
	days := floorDiv(t.local(), secondsPerDay)
	return Weekday((days%7 + 7 + 4) % 7) // January 1, 1970 was a Thursday
}

func (t Time) Clock() (hour, min, sec int) {
	s := int(t.local() - floorDiv(t.local(), secondsPerDay)*secondsPerDay)
	return s / 3600, s / 60 % 60, s % 60
}

func (t Time) Hour() int   { h, _, _ := t.Clock(); return h }
func (t Time) Minute() int { _, m, _ := t.Clock(); return m }
func (t Time) Second() int { _, _, s := t.Clock(); return s }

func floorDiv(a, b int64) int64 {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}

// The calendar, by the host's package time. Seconds are since 1970.
func civil(sec int64) (year, month, day, yearDay int)
func isoWeek(sec int64) (year, week int)
func unixOf(year, month, day, hour, min, sec int) int64
func moduloTime(sec, nsec, d int64) int64
