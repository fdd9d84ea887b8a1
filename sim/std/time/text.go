//go:build gopherscope

package time

import "errors"

// IsDST tells whether daylight saving is in effect, which it is nowhere here.
func (t Time) IsDST() bool { return false }

// AppendText, MarshalText and MarshalJSON write t in RFC 3339.
func (t Time) AppendText(b []byte) ([]byte, error) {
	if y := t.Year(); y < 0 || y > 9999 {
		return nil, errors.New("Time.MarshalText: year outside of range [0,9999]")
	}
	return t.AppendFormat(b, RFC3339Nano), nil
}

func (t Time) MarshalText() ([]byte, error) { return t.AppendText(nil) }

func (t Time) MarshalJSON() ([]byte, error) {
	b, err := t.AppendText([]byte{'"'})
	if err != nil {
		return nil, errors.New("Time.MarshalJSON: year outside of range [0,9999]")
	}
	return append(b, '"'), nil
}

// UnmarshalText and UnmarshalJSON read RFC 3339.
func (t *Time) UnmarshalText(data []byte) error {
	u, err := Parse(RFC3339, string(data))
	if err == nil {
		*t = u
	}
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
