import type { Gender } from '@bimtek/registry-contracts';
import type { Chance } from './chance.ts';

/** An invented person's name, as a decree has it. */
export interface InventedName {
  fullName: string;
  titleBefore: string | null;
  titleAfter: string | null;
  gender: Gender;
}

/** Words as one text, so that many can be read at once. */
const words = (text: string): readonly string[] => text.trim().split(/\s*[,\n]\s*/);

type TitlesBefore = Record<Gender, readonly string[]>;
const DEGREES_BEFORE: TitlesBefore = { female: ['Dra.'], male: ['Drs.', 'Ir.'] };
const TITLES_BEFORE: TitlesBefore = { female: ['Hj.', 'Dra.', 'Hj.'], male: ['H.', 'Drs.', 'H.'] };

interface Naming {
  female: readonly string[];
  male: readonly string[];
  /** Second names, family or clan names. */
  family: readonly string[];
  /** How often the family name stands last, where it is custom at all. */
  familyShare: number;
  /** How often somebody has one name only. */
  singleShare: number;
  /** Where few have made the hajj, only degrees stand before a name. */
  titlesBefore?: TitlesBefore;
}

const JAVA: Naming = {
  female:
    words(`Sri, Siti, Endang, Retno, Wahyu, Dwi, Tri, Eka, Ratna, Wulan, Lestari, Suparmi, Tumini, Ngatinah, Sulastri,
    Murni, Yuliana, Puji, Rini, Kartini, Sumarni, Warsini, Painem, Sutinah, Rahayu, Indah, Titik, Nining, Umi, Lilis`),
  male: words(`Slamet, Sugeng, Joko, Agus, Budi, Bambang, Eko, Dwi, Tri, Suparno, Sutrisno, Paijo, Ngadimin, Tumijan, Wagiman,
    Sukardi, Mulyono, Hariyanto, Wahyu, Teguh, Suyatno, Kasman, Parjo, Sarwono, Untung, Widodo, Supriyadi, Mujiono, Wawan, Tukimin`),
  family:
    words(`Wulandari, Handayani, Lestari, Rahayu, Setyawati, Purwaningsih, Kusumaningrum, Wahyuningsih, Hidayat, Santoso,
    Prasetyo, Nugroho, Wibowo, Susanto, Setiawan, Kurniawan, Raharjo, Utomo, Suryono, Widyastuti, Puspitasari, Hartanto`),
  familyShare: 0.72,
  singleShare: 0.16,
};

const SUNDA: Naming = {
  female: words(
    `Neneng, Euis, Lilis, Entin, Iis, Cucu, Imas, Ai, Elis, Teti, Nunung, Yayah, Tati, Dedeh, Rina, Yeni, Ade, Popon, Enok, Wiwin`,
  ),
  male: words(
    `Asep, Dadang, Ujang, Cecep, Deden, Encep, Ade, Aep, Yayan, Jajang, Dede, Iwan, Tatang, Odang, Engkos, Udin, Rahmat, Wawan, Endang, Maman`,
  ),
  family:
    words(`Suryana, Hidayat, Permana, Sumarna, Kurnia, Nurhayati, Komalasari, Rohaeti, Sopandi, Mulyana, Rukmana, Sutisna,
    Rosmiati, Saputra, Nuraeni, Fatimah, Gunawan, Wijaya, Kartika, Juariah`),
  familyShare: 0.78,
  singleShare: 0.08,
};

const MUSLIM: Naming = {
  female:
    words(`Nur'aini, Siti Aisyah, Fatimah, Nurul, Khadijah, Zainab, Rahmawati, Nurhayati, Hasanah, Salmah, Rosmawati, Maryam,
    Rukmini, Sa'diyah, Mas'udah, Nurjannah, Halimatussa'diyah, Aminah, Husna, Rabiatul, Norhasanah, Jamilah, Sitti, Rahmah`),
  male: words(`Muhammad, Ahmad, Abdul, Ma'ruf, Mas'ud, Syarifuddin, Zainal, Hasan, Husein, Ridwan, Fauzi, Ibrahim, Ismail, Rusli, Salim,
    Yusuf, Sa'ban, Jum'ah, Nasruddin, Kamaruddin, Saiful, Baharuddin, Anwar, Rahman, Syamsul, Junaidi, Mukhlis, Fahrurrozi`),
  family:
    words(`Hidayatullah, Rahman, Aziz, Hakim, Fitriani, Arifin, Nasution, Amin, Bahri, Ramadhan, Saputra, Yanti, Wahyuni, Syukri,
    Al-Habsyi, Hamzah, Idris, Ramli, Fajri, Sari, Rahmi, Mulyadi, Iskandar, Efendi, Rizal, Hanafi`),
  familyShare: 0.8,
  singleShare: 0.1,
};

const BATAK: Naming = {
  female: words(
    `Rosmina, Tiurma, Lamria, Rotua, Duma, Marlina, Nurmala, Hotmauli, Ester, Lasria, Debora, Rumondang, Tiarma, Risma, Sondang, Romauli`,
  ),
  male: words(
    `Parulian, Jonny, Togar, Maruli, Binsar, Hotman, Sahat, Ramses, Tumpal, Poltak, Jannes, Marihot, Robinson, Saut, Pardamean, Bonar`,
  ),
  family:
    words(`Simanjuntak, Siregar, Hutapea, Nainggolan, Situmorang, Panjaitan, Sitorus, Manurung, Simbolon, Sinaga, Harahap, Lubis,
    Ginting, Sembiring, Tarigan, Silalahi, Purba, Damanik, Hasibuan, Pasaribu, br. Tobing, Lumbantoruan, Hutagalung, Marpaung`),
  familyShare: 0.98,
  singleShare: 0,
  titlesBefore: DEGREES_BEFORE,
};

const NIAS: Naming = {
  female: words(`Yulina, Murniati, Setiami, Elfina, Yarlina, Nirwana, Ratna, Desniat`),
  male: words(`Yaman, Faigiziduhu, Sokhiatulo, Temazaro, Fatizaro, Yulianus, Otenieli, Bezatulo`),
  family: words(`Zebua, Gulo, Laia, Harefa, Telaumbanua, Lase, Zega, Waruwu, Halawa, Mendrofa, Hulu, Daeli`),
  familyShare: 1,
  singleShare: 0,
  titlesBefore: DEGREES_BEFORE,
};

const MINANG: Naming = {
  female: words(
    `Yusnidar, Elva, Rosna, Gusni, Desi, Erniwati, Fitra, Nelmawati, Yulidar, Mardiana, Rahmi, Wirna, Zulfa, Upik, Ernawati, Afdalina`,
  ),
  male: words(
    `Zulkifli, Syafrizal, Afrizal, Yusrizal, Rinaldi, Hendri, Ermanto, Nofrizal, Dasril, Syahrial, Buyung, Masri, Khairul, Edison, Darwis, Irwandi`,
  ),
  family: words(
    `Koto, Chaniago, Piliang, Tanjung, Sikumbang, Caniago, Jambak, Guci, Yenti, Fitri, Melayu, Putra, Wati, Yulis`,
  ),
  familyShare: 0.62,
  singleShare: 0.24,
};

const ACEH: Naming = {
  female: words(
    `Cut Nurhaliza, Cut Meutia, Nurlaila, Safrida, Mariani, Nurbaiti, Yusnidar, Fauziah, Ainal Mardhiah, Rosmiati, Raihan, Khairunnisa`,
  ),
  male: words(
    `Teuku Iskandar, Tgk. Razali, Said Fadhil, Muzakir, Zulfikar, Nasruddin, Bukhari, Marzuki, Munawar, Ilyas, Sulaiman, Fakhruddin`,
  ),
  family: words(`Abdullah, Usman, Hasbi, Ishak, Daud, Yahya, Ramli, Johan, Puteh, Sabri, Adam, Gani`),
  familyShare: 0.68,
  singleShare: 0.2,
};

const BALI: Naming = {
  female: words(
    `Ni Luh Putu, Ni Made, Ni Nyoman, Ni Ketut, Ni Wayan, Ida Ayu, I Gusti Ayu, Desak Putu, Ni Komang, Ni Kadek, Anak Agung Istri`,
  ),
  male: words(
    `I Wayan, I Made, I Nyoman, I Ketut, I Putu, I Gede, Ida Bagus, I Gusti Ngurah, I Komang, I Kadek, Anak Agung Gde, Dewa Putu`,
  ),
  family:
    words(`Suardana, Sukerti, Widiantara, Astuti, Suarjana, Ariani, Artawan, Wirawan, Sudiasih, Mahendra, Pradnyani, Suwitra, Sutarmi,
    Sedana, Yudiantara, Swastini, Arimbawa, Purnami, Dharmayasa, Sumerta`),
  familyShare: 1,
  singleShare: 0,
  titlesBefore: DEGREES_BEFORE,
};

const SASAK: Naming = {
  female: words(
    `Baiq Nurhayati, Baiq Hidayatul, Lale Sri, Inaq Sahnim, Sahniwati, Nurhidayah, Baiq Ernawati, Mariani`,
  ),
  male: words(`Lalu Muhammad, Lalu Ahmad, Lalu Gede, Amaq Sahdan, Sahabudin, Mahsun, Lalu Wirajaya, Muhsin`),
  family: words(
    `Hamdani, Zulkarnain, Satriawan, Apriani, Fahmi, Muliadi, Hartini, Wathoni, Jayadi, Murniati`,
  ),
  familyShare: 0.8,
  singleShare: 0.1,
};

const NUSA_TENGGARA_TIMUR: Naming = {
  female: words(
    `Maria Goreti, Yuliana, Agustina, Kristina, Veronika, Margaretha, Theresia, Anastasia, Fransiska, Yosefina, Martha, Katarina`,
  ),
  male: words(
    `Yohanes, Antonius, Petrus, Fransiskus, Dominikus, Yosep, Stefanus, Gabriel, Markus, Alfons, Benediktus, Kanisius`,
  ),
  family: words(
    `da Costa, Tefa, Nahak, Lamabelawa, Wungubelen, Bria, Klau, Seran, Manek, Taolin, Djawa, Umbu Nai, Rambu Ana, Lodo, Tnunay, de Rosari`,
  ),
  familyShare: 0.98,
  singleShare: 0,
  titlesBefore: DEGREES_BEFORE,
};

const DAYAK: Naming = {
  female: words(
    `Lidia, Yuliana, Erni, Dayang Norhayati, Bunga, Rosalia, Kristina, Mariana, Tining, Lunau, Pebrianti, Ludia`,
  ),
  male: words(
    `Ambo, Yansen, Thambun, Kornelius, Apolonius, Lambung, Simpun, Usop, Yulius, Markus, Bujang, Petrus`,
  ),
  family: words(
    `Lejau, Lawai, Ding, Ngau, Anyeq, Sius, Usat, Asan, Rangkap, Mambang, Binti, Ngabut, Lungan, Apui, Nyuk, Balang`,
  ),
  familyShare: 0.9,
  singleShare: 0.06,
  titlesBefore: DEGREES_BEFORE,
};

const BANJAR: Naming = { ...MUSLIM, singleShare: 0.16 };

const BUGIS: Naming = {
  female: words(
    `Andi Tenri, Andi Nurhayati, Sitti Rahmah, Hasnawati, Besse Nurul, Rosdiana, Sitti Hajrah, Daeng Bau, Marhani, Nurlina, Sitti Aminah, Indo Tuo`,
  ),
  male: words(
    `Andi Baso, Andi Muhammad, Daeng Rani, Baso, Ambo Tuwo, La Ode Muh., Syamsuddin, Baharuddin, Arsyad, Haeruddin, Jamaluddin, Lukman`,
  ),
  family: words(
    `Daeng Ngalle, Mappasere, Patawari, Latief, Palaguna, Mattalatta, Makkulau, Tahir, Rauf, Pasinringi, Halim, Sudirman, Daeng Tata, Petta Lolo`,
  ),
  familyShare: 0.72,
  singleShare: 0.18,
};

const MINAHASA: Naming = {
  female: words(`Meike, Olga, Deysi, Grace, Novita, Jeane, Selvie, Fanny, Yunita, Merlin`),
  male: words(`Ventje, Fentje, Denny, Jantje, Hanny, Steven, Royke, Noldy, Ferry, Johny`),
  family: words(
    `Mandagi, Lumentut, Rorong, Tumbelaka, Wowor, Kalangi, Pangemanan, Sondakh, Tulandi, Mokodompit, Lasut, Rumampuk`,
  ),
  familyShare: 1,
  singleShare: 0,
  titlesBefore: DEGREES_BEFORE,
};

const TORAJA: Naming = {
  female: words(`Yuliana, Damaris, Elisabet, Marthina, Ludia, Naomi`),
  male: words(`Yohanis, Daniel, Matius, Simon, Paulus, Semuel`),
  family: words(
    `Tandi, Rante Allo, Bura, Pasapan, Sa'pang, Pongsapan, Bone', Sirande, Tangdilintin, Palinggi'`,
  ),
  familyShare: 1,
  singleShare: 0,
  titlesBefore: DEGREES_BEFORE,
};

const MALUKU: Naming = {
  female: words(`Yohana, Novita, Fransina, Sarlota, Wehelmina, Hanna, Mientje, Adriana, Delila, Agustina`),
  male: words(`Johan, Elifas, Pieter, Yeremias, Semuel, Hendrik, Jacob, Elias, Nico, Melkias`),
  family:
    words(`Pattiasina, Latuconsina, Tuhumury, Lekatompessy, Sahetapy, Manuputty, Pelupessy, Leiwakabessy, Soumokil, Tomasoa, Salampessy,
    Rumahuru, Wattimena, Matulessy, Nanlohy, Tuasikal`),
  familyShare: 1,
  singleShare: 0,
  titlesBefore: DEGREES_BEFORE,
};

const PAPUA: Naming = {
  female: words(
    `Yosepina, Yakomina, Naomi, Dorce, Maria, Antonina, Yuliana, Salomina, Orpa, Marice, Regina, Elisabeth`,
  ),
  male: words(`Yohanes, Otto, Yakob, Lukas, Daud, Frans, Melkias, Yunus, Simon, Barnabas, Titus, Agus`),
  family:
    words(`Wenda, Kogoya, Tabuni, Yikwa, Rumbiak, Wanma, Kambu, Ohee, Mambrasar, Kaisiepo, Gebze, Kayame, Dogomo, Wonda, Murib, Itlay,
    Rumbewas, Krey, Yeimo, Asso, Fonataba, Mandacan`),
  familyShare: 1,
  singleShare: 0,
  titlesBefore: DEGREES_BEFORE,
};

/** How people are called where, by the codes of provinces; the first is the most frequent. */
const NAMINGS: Record<string, readonly Naming[]> = {
  '11': [ACEH, MUSLIM],
  '12': [BATAK, BATAK, NIAS, MUSLIM, JAVA],
  '13': [MINANG],
  '14': [MUSLIM, MINANG, BATAK],
  '15': [MUSLIM, JAVA],
  '16': [MUSLIM, JAVA],
  '17': [MUSLIM, JAVA],
  '18': [JAVA, MUSLIM, SUNDA],
  '19': [MUSLIM],
  '21': [MUSLIM, BATAK],
  '31': [MUSLIM, JAVA, SUNDA, BATAK],
  '32': [SUNDA, SUNDA, JAVA],
  '33': [JAVA],
  '34': [JAVA],
  '35': [JAVA, JAVA, MUSLIM],
  '36': [SUNDA, MUSLIM],
  '51': [BALI],
  '52': [SASAK, MUSLIM],
  '53': [NUSA_TENGGARA_TIMUR],
  '61': [DAYAK, MUSLIM],
  '62': [DAYAK, BANJAR],
  '63': [BANJAR],
  '64': [DAYAK, BUGIS, JAVA],
  '65': [DAYAK, BUGIS],
  '71': [MINAHASA],
  '72': [MUSLIM, BUGIS, MINAHASA],
  '73': [BUGIS, BUGIS, TORAJA],
  '74': [BUGIS, MUSLIM],
  '75': [MUSLIM],
  '76': [BUGIS],
  '81': [MALUKU],
  '82': [MALUKU, MUSLIM],
};

const TITLES_AFTER = [
  'S.Pd.',
  'S.Pd.',
  'S.Sos.',
  'S.IP.',
  'A.Md.',
  'S.E.',
  'S.Pd.I.',
  'S.Kom.',
  'S.H.',
  'A.Ma.Pust.',
  'M.Pd.',
  'M.Si.',
  'S.Hum.',
];
const SCHOLARS_AFTER = [
  'S.Sos., M.Si.',
  'M.Hum.',
  'M.Si.',
  'S.S., M.A.',
  'S.IP., M.IP.',
  'M.Pd.',
  'S.Kom., M.Kom.',
  'S.Hum.',
];

/** 60 characters: the longest that the paper of a certificate was tried with. */
export const LONGEST_NAME = "Nur'aini Kusumaningrum Wahyuningsih Purnamasari Hidayatullah";

/** A name as people of the province have it. `scholars` have degrees more often, as those who teach do. */
export function inventName(
  chance: Chance,
  provinceCode: string,
  as: 'trainee' | 'scholar' = 'trainee',
): InventedName {
  const naming = chance.pick(NAMINGS[provinceCode] ?? [PAPUA, PAPUA, JAVA, BUGIS]);
  const gender: Gender = chance.isLikely(0.58) ? 'female' : 'male';
  const fullName = inventFullName(chance, naming, gender);
  const hasAfter = chance.isLikely(as === 'scholar' ? 0.92 : 0.34);
  const after = chance.pick(as === 'scholar' ? SCHOLARS_AFTER : TITLES_AFTER);
  const hasBefore = chance.isLikely(as === 'scholar' ? 0.2 : 0.07) && !fullName.startsWith('Tgk');
  return {
    fullName,
    titleBefore: hasBefore ? chance.pick((naming.titlesBefore ?? TITLES_BEFORE)[gender]) : null,
    titleAfter: hasAfter ? after : null,
    gender,
  };
}

function inventFullName(chance: Chance, naming: Naming, gender: Gender): string {
  const first = chance.pick(naming[gender]);
  if (chance.isLikely(naming.singleShare)) return first;
  const second = chance.isLikely(naming.familyShare)
    ? chance.pick(naming.family)
    : chance.pick(naming[gender]);
  if (second === first) return first;
  const isLong = chance.isLikely(0.14);
  const middle = isLong ? chance.pick(naming[gender]) : null;
  const parts = middle && middle !== first && middle !== second ? [first, middle, second] : [first, second];
  // Two given names of one person are now and then written as one, with a hyphen.
  return chance.isLikely(0.012) && parts.length === 2 ? parts.join('-') : parts.join(' ');
}
