//go:build gopherscope

package time

// Layouts: how a layout writes the time 01/02 03:04:05PM '06 -0700 is how all are written.
const (
	Layout      = "01/02 03:04:05PM '06 -0700"
	ANSIC       = "Mon Jan _2 15:04:05 2006"
	UnixDate    = "Mon Jan _2 15:04:05 MST 2006"
	RubyDate    = "Mon Jan 02 15:04:05 -0700 2006"
	RFC822      = "02 Jan 06 15:04 MST"
	RFC822Z     = "02 Jan 06 15:04 -0700"
	RFC850      = "Monday, 02-Jan-06 15:04:05 MST"
	RFC1123     = "Mon, 02 Jan 2006 15:04:05 MST"
	RFC1123Z    = "Mon, 02 Jan 2006 15:04:05 -0700"
	RFC3339     = "2006-01-02T15:04:05Z07:00"
	RFC3339Nano = "2006-01-02T15:04:05.999999999Z07:00"
	Kitchen     = "3:04PM"
	Stamp       = "Jan _2 15:04:05"
	StampMilli  = "Jan _2 15:04:05.000"
	StampMicro  = "Jan _2 15:04:05.000000"
	StampNano   = "Jan _2 15:04:05.000000000"
	DateTime    = "2006-01-02 15:04:05"
	DateOnly    = "2006-01-02"
	TimeOnly    = "15:04:05"
)

// formatTime and parseTime are the host's Time.Format and Parse. offset is the zone's seconds
// east of UTC.
func formatTime(sec, nsec int64, zone string, offset int, layout string) string
func goStringTime(sec, nsec int64, zone string, offset int) string
func parseTime(layout, value, data, zone string, offset int) (sec, nsec int64, inZone string, inOffset int, ok bool, layoutElem, valueElem, message string)
func parseErrorText(layout, value, layoutElem, valueElem, message string) string

// Format writes t after the example of layout.
func (t Time) Format(layout string) string {
	zone, offset := t.Zone()
	return formatTime(t.Unix(), t.nsec(), zone, offset, layout)
}

// AppendFormat appends t.Format(layout) to b.
func (t Time) AppendFormat(b []byte, layout string) []byte { return append(b, t.Format(layout)...) }

// String returns t in a fixed layout, with the monotonic clock as m=±seconds.
func (t Time) String() string {
	s := t.Format("2006-01-02 15:04:05.999999999 -0700 MST")
	if t.wall&hasMonotonic == 0 {
		return s
	}
	ns := (t.ext-epoch)*1e9 + t.nsec()
	sign := "+"
	if ns < 0 {
		sign, ns = "-", -ns
	}
	frac := digits(ns%1e9 + 1e9)[1:]
	return s + " m=" + sign + digits(ns/1e9) + "." + frac
}

// GoString returns t as a Go expression.
func (t Time) GoString() string {
	_, offset := t.Zone()
	return goStringTime(t.Unix(), t.nsec(), t.Location().name, offset)
}

// Parse reads a time written after the example of layout; without a zone it is in UTC.
func Parse(layout, value string) (Time, error) { return ParseInLocation(layout, value, UTC) }

// ParseInLocation is Parse, but a time without a zone is at loc.
func ParseInLocation(layout, value string, loc *Location) (Time, error) {
	l := loc.get()
	sec, nsec, zone, offset, ok, layoutElem, valueElem, message := parseTime(layout, value, l.data, l.abbrev, l.offset)
	if !ok {
		return Time{}, &ParseError{layout, value, layoutElem, valueElem, message}
	}
	t := Unix(sec, nsec)
	in := l.at(sec)
	switch {
	case offset == in.offset && (zone == "" || zone == in.name):
		t.setLoc(loc)
	case offset == 0 && zone == "UTC":
		t.setLoc(UTC)
	default:
		t.setLoc(FixedZone(zone, offset))
	}
	return t, nil
}

// A ParseError is a text that does not follow its layout.
type ParseError struct {
	Layout     string
	Value      string
	LayoutElem string
	ValueElem  string
	Message    string
}

func (e *ParseError) Error() string {
	return parseErrorText(e.Layout, e.Value, e.LayoutElem, e.ValueElem, e.Message)
}

// A Month is a month of the year, January = 1.
type Month int

// The months.
const (
	January Month = 1 + iota
	February
	March
	April
	May
	June
	July
	August
	September
	October
	November
	December
)

var monthNames = [...]string{"January", "February", "March", "April", "May", "June", "July",
	"August", "September", "October", "November", "December"}

func (m Month) String() string {
	if January <= m && m <= December {
		return monthNames[m-1]
	}
	return "%!Month(" + digits(int64(m)) + ")"
}

// A Weekday is a day of the week, Sunday = 0.
type Weekday int

// The days.
const (
	Sunday Weekday = iota
	Monday
	Tuesday
	Wednesday
	Thursday
	Friday
	Saturday
)

var dayNames = [...]string{"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"}

func (d Weekday) String() string {
	if Sunday <= d && d <= Saturday {
		return dayNames[d]
	}
	return "%!Weekday(" + digits(int64(d)) + ")"
}

// digits returns n in decimal.
func digits(n int64) string
