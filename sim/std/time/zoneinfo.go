//go:build gopherscope

package time

import "errors"

// A Location is a place with its own clock. Local is UTC.
type Location struct {
	name   string
	data   string // zone data of the time zone database; "" for a place of one zone
	abbrev string // of the one zone
	offset int    // of the one zone, seconds east of UTC
}

var (
	utcLoc   = Location{name: "UTC", abbrev: "UTC"}
	localLoc = Location{name: "Local", abbrev: "UTC"}

	UTC   = &utcLoc
	Local = &localLoc
)

// The time zones, by the database that the model brings along. zoneFault tells what is wrong
// with data. lookupZone tells which zone a place is in at an instant, in seconds since 1970, and
// when the zone begins and ends, where it does.
func zoneData(name string) string
func zoneFault(name, data string) string
func lookupZone(data string, sec int64) (zone string, offset int, start, end int64, hasStart, hasEnd, dst bool)

// FixedZone returns a place whose clock is always offset seconds east of UTC.
func FixedZone(name string, offset int) *Location {
	return &Location{name: name, abbrev: name, offset: offset}
}

// LoadLocation returns the place with a name such as Europe/Berlin.
func LoadLocation(name string) (*Location, error) {
	switch name {
	case "", "UTC":
		return UTC, nil
	case "Local":
		return Local, nil
	}
	if name[0] == '/' || name[0] == '\\' || hasDotDot(name) {
		return nil, errors.New("time: invalid location name")
	}
	data := zoneData(name)
	if data == "" {
		return nil, errors.New("unknown time zone " + name)
	}
	return &Location{name: name, data: data}, nil
}

func hasDotDot(s string) bool {
	for i := 1; i < len(s); i++ {
		if s[i-1] == '.' && s[i] == '.' {
			return true
		}
	}
	return false
}

// LoadLocationFromTZData returns a place with the data of a file of the time zone database.
func LoadLocationFromTZData(name string, data []byte) (*Location, error) {
	if text := zoneFault(name, string(data)); text != "" {
		return nil, errors.New(text)
	}
	return &Location{name: name, data: string(data)}, nil
}

// get returns l, UTC for nil.
func (l *Location) get() *Location {
	if l == nil {
		return &utcLoc
	}
	return l
}

func (l *Location) String() string { return l.get().name }

// A zone is what a place's clock shows for some time.
type zone struct {
	name             string
	offset           int   // seconds east of UTC
	start, end       int64 // seconds since 1970
	hasStart, hasEnd bool
	dst              bool
}

// at returns the zone that the place is in at an instant.
func (l *Location) at(sec int64) zone {
	if l.data == "" {
		return zone{name: l.abbrev, offset: l.offset}
	}
	name, offset, start, end, hasStart, hasEnd, dst := lookupZone(l.data, sec)
	return zone{name, offset, start, end, hasStart, hasEnd, dst}
}

// holds tells whether the zone is in effect at sec.
func (z zone) holds(sec int64) bool {
	return (!z.hasStart || z.start <= sec) && (!z.hasEnd || sec < z.end)
}

// instant returns when the place's clock shows sec, counted as UTC's does.
func (l *Location) instant(sec int64) int64 {
	z := l.at(sec)
	if z.offset == 0 || z.holds(sec-int64(z.offset)) {
		return sec - int64(z.offset)
	}
	return sec - int64(l.at(sec-int64(z.offset)).offset)
}

// Zone returns the name of t's zone and its seconds east of UTC.
func (t Time) Zone() (name string, offset int) {
	z := t.Location().at(t.Unix())
	return z.name, z.offset
}

// ZoneBounds returns when t's zone begins and ends; the zero Time where it does not.
func (t Time) ZoneBounds() (start, end Time) {
	z := t.Location().at(t.Unix())
	if z.hasStart {
		start = Unix(z.start, 0)
		start.setLoc(t.loc)
	}
	if z.hasEnd {
		end = Unix(z.end, 0)
		end.setLoc(t.loc)
	}
	return start, end
}

// IsDST tells whether daylight saving is in effect.
func (t Time) IsDST() bool { return t.Location().at(t.Unix()).dst }
