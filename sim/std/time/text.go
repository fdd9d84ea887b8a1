//go:build gopherscope

package time

import "errors"

// text appends t in RFC 3339, which has room for the years 0 to 9999 and for zones of less than
// a day.
func (t Time) text(b []byte, doing string) ([]byte, error) {
	if y := t.Year(); y < 0 || y > 9999 {
		return nil, errors.New(doing + ": year outside of range [0,9999]")
	}
	if _, offset := t.Zone(); offset <= -secondsPerDay || offset >= secondsPerDay {
		return nil, errors.New(doing + ": timezone hour outside of range [0,23]")
	}
	return t.AppendFormat(b, RFC3339Nano), nil
}

// AppendText, MarshalText and MarshalJSON write t in RFC 3339.
func (t Time) AppendText(b []byte) ([]byte, error) { return t.text(b, "Time.AppendText") }
func (t Time) MarshalText() ([]byte, error)        { return t.text(nil, "Time.MarshalText") }

func (t Time) MarshalJSON() ([]byte, error) {
	b, err := t.text([]byte{'"'}, "Time.MarshalJSON")
	if err != nil {
		return nil, err
	}
	return append(b, '"'), nil
}

// UnmarshalText and UnmarshalJSON read RFC 3339.
func (t *Time) UnmarshalText(data []byte) error {
	var err error
	*t, err = Parse(RFC3339, string(data))
	return err
}

func (t *Time) UnmarshalJSON(data []byte) error {
	if string(data) == "null" {
		return nil
	}
	if len(data) < 2 || data[0] != '"' || data[len(data)-1] != '"' {
		return errors.New("Time.UnmarshalJSON: input is not a JSON string")
	}
	return t.UnmarshalText(data[1 : len(data)-1])
}

// The binary form of a Time: a version; the seconds since year 1, 8 bytes; the nanoseconds, 4;
// the zone's minutes east of UTC, 2, -1 for UTC; and, in version 2, seconds of those. The first
// byte of a number is the highest.
const (
	binaryV1 = 1
	binaryV2 = 2

	sizeV1, sizeV2 = 15, 16
)

// AppendBinary and MarshalBinary write that form, GobEncode too.
func (t Time) AppendBinary(b []byte) ([]byte, error) {
	version, minutes, seconds := byte(binaryV1), -1, 0
	if t.Location() != UTC {
		_, offset := t.Zone()
		minutes, seconds = offset/60, offset%60
		if seconds != 0 {
			version = binaryV2
		}
		if minutes < -1<<15 || minutes == -1 || minutes >= 1<<15 {
			return b, errors.New("Time.MarshalBinary: unexpected zone offset")
		}
	}
	b = append(b, version)
	b = appendNumber(b, uint64(t.ext), 8)
	b = appendNumber(b, uint64(t.nsec()), 4)
	b = appendNumber(b, uint64(minutes), 2)
	if version == binaryV2 {
		b = append(b, byte(seconds))
	}
	return b, nil
}

func appendNumber(b []byte, n uint64, size int) []byte {
	for shift := 8 * (size - 1); shift >= 0; shift -= 8 {
		b = append(b, byte(n>>shift))
	}
	return b
}

func number(b []byte) (n uint64) {
	for _, x := range b {
		n = n<<8 | uint64(x)
	}
	return n
}

func (t Time) MarshalBinary() ([]byte, error) { return t.AppendBinary(nil) }
func (t Time) GobEncode() ([]byte, error)     { return t.MarshalBinary() }

// UnmarshalBinary and GobDecode read it.
func (t *Time) UnmarshalBinary(data []byte) error {
	switch {
	case len(data) == 0:
		return errors.New("Time.UnmarshalBinary: no data")
	case data[0] != binaryV1 && data[0] != binaryV2:
		return errors.New("Time.UnmarshalBinary: unsupported version")
	case data[0] == binaryV1 && len(data) != sizeV1, data[0] == binaryV2 && len(data) != sizeV2:
		return errors.New("Time.UnmarshalBinary: invalid length")
	}
	*t = Time{wall: number(data[9:13]), ext: int64(number(data[1:9]))}
	offset := 60 * int(int16(number(data[13:15])))
	if data[0] == binaryV2 {
		offset += int(data[15])
	}
	switch offset {
	case -60:
		t.setLoc(&utcLoc)
	case localLoc.offset:
		t.setLoc(Local)
	default:
		t.setLoc(FixedZone("", offset))
	}
	return nil
}

func (t *Time) GobDecode(data []byte) error { return t.UnmarshalBinary(data) }
