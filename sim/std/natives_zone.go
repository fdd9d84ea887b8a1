package std

import (
	"archive/zip"
	"bytes"
	_ "embed"
	"io"
	"sync"
	"time"
)

// zoneZip has the time zones, a file each, so that none of the host's are looked at.
//
//go:generate go run genzones.go
//go:embed zoneinfo.zip
var zoneZip []byte

// zoneFiles are zoneZip's by name.
var zoneFiles = sync.OnceValue(func() map[string]*zip.File {
	r, err := zip.NewReader(bytes.NewReader(zoneZip), int64(len(zoneZip)))
	if err != nil {
		panic("zoneinfo.zip: " + err.Error())
	}
	files := map[string]*zip.File{}
	for _, f := range r.File {
		files[f.Name] = f
	}
	return files
})

// zoneData returns the data of a time zone, "" for an unknown name.
func zoneData(name string) string {
	f := zoneFiles()[name]
	if f == nil {
		return ""
	}
	r, err := f.Open()
	if err != nil {
		panic("zoneinfo.zip: " + err.Error())
	}
	b, err := io.ReadAll(r)
	if err != nil {
		panic("zoneinfo.zip: " + err.Error())
	}
	return string(b)
}

// zones are the host's Locations of zone data. The cache changes no result.
var zones sync.Map // string -> *time.Location

// zoneOf returns the host's Location of a place: of its zone data or, if there are none, of a
// zone with one offset. Only UTC by name is the host's UTC.
func zoneOf(data, zone string, offset int) *time.Location {
	switch {
	case data == "" && zone == "UTC" && offset == 0:
		return time.UTC
	case data == "":
		return time.FixedZone(zone, offset)
	}
	if loc, ok := zones.Load(data); ok {
		return loc.(*time.Location)
	}
	loc, err := time.LoadLocationFromTZData(zone, []byte(data))
	if err != nil {
		panic("time: " + err.Error())
	}
	zones.Store(data, loc)
	return loc
}

// zoneFault returns what is wrong with zone data, "" for nothing.
func zoneFault(name, data string) string {
	if _, err := time.LoadLocationFromTZData(name, []byte(data)); err != nil {
		return err.Error()
	}
	return ""
}

// lookup returns the zone that a place with the given data is in at an instant, and the instants
// that the zone begins and ends at; where it has no beginning or end, the flag is false.
func lookup(data string, sec int64) (zone string, offset int, start, end int64, hasStart, hasEnd, dst bool) {
	t := time.Unix(sec, 0).In(zoneOf(data, "", 0))
	zone, offset = t.Zone()
	from, to := t.ZoneBounds()
	return zone, offset, from.Unix(), to.Unix(), !from.IsZero(), !to.IsZero(), t.IsDST()
}
